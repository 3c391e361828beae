import { succeeded, type TaskDefinition } from '#lib/engine/contract.ts';
import { failureOf } from './failure-of.ts';
import type { KubernetesNeeds } from './kubernetes-service.ts';
import type { Target } from './schema.ts';
import { findTarget } from './target.ts';

/** `resolveTargetManifest` (reference section 2.0): names the object once, for every task and retry that follows. */
export const resolveTargetManifest: TaskDefinition<Target, KubernetesNeeds> = {
  async run(run) {
    try {
      const ref = await findTarget(run);
      const manifestName = `${ref.kind} ${ref.name}`;
      return succeeded({ context: { manifestName, mode: 'static' }, outputs: { manifestName } });
    } catch (error) {
      return failureOf(error);
    }
  },
};
