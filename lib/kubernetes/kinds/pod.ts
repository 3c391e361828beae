import type { KubernetesObject } from '../manifests/object.ts';
import { textAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import { noneReported, stableStatus, statusOf, unavailable } from './status.ts';

/** A failed pod is "not stable", not "failed": its owner may replace it (Spinnaker's reading, kept). */
export function podStability(object: KubernetesObject): StabilityStatus {
  const status = statusOf(object);
  if (!status) return noneReported;
  switch (textAt(status, 'phase')) {
    case 'Running':
    case 'Succeeded':
      return stableStatus;
    case 'Pending':
      return unavailable('Pod is pending');
    case 'Failed':
      return unavailable('Pod has failed');
    default:
      return unavailable('Pod phase is unknown');
  }
}
