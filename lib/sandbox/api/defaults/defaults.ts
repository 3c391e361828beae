import type { JsonObject, ResourceId } from '../../store/object.ts';
import { otherDefaults } from './other-defaults.ts';
import { defaultPod } from './pod-defaults.ts';
import { workloadDefaults } from './workload-defaults.ts';

const DEFAULTS: Readonly<Record<ResourceId, (object: JsonObject) => void>> = {
  pods: defaultPod,
  ...workloadDefaults,
  ...otherDefaults,
};

/** Writes the defaults of its kind into a draft. The draft must be the caller's own. */
export function applyDefaults(id: ResourceId, draft: JsonObject): void {
  DEFAULTS[id]?.(draft);
}
