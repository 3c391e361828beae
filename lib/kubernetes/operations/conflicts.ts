import type { ApiError } from '../client/api-error.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import type { Takeover } from './contract.ts';

/** Whether a 409 speaks of field ownership rather than of a changed object. */
export function isOwnershipConflict(error: ApiError): boolean {
  return error.code === 409 && error.causes.some((cause) => cause.reason === 'FieldManagerConflict');
}

/** Reads who owns what from the causes of an ownership conflict: `conflict with "kubectl-edit" using apps/v1`. */
export function takeoversOf(error: ApiError, manifest: KubernetesObject): Takeover[] {
  const fields = new Map<string, string[]>();
  for (const cause of error.causes) {
    const manager = /conflict with "([^"]*)"/.exec(cause.message)?.[1] ?? 'another manager';
    fields.set(manager, [...(fields.get(manager) ?? []), cause.field ?? '(unnamed field)']);
  }
  // What we set through another door (a scale) is ours to set again: nobody loses anything.
  const foreign = [...fields].filter(([manager]) => !manager.startsWith('foredeck'));
  return foreign.map(([manager, names]) => ({
    manifestName: manifestNameOf(manifest),
    namespace: manifest.metadata.namespace,
    manager,
    fields: names,
  }));
}

export function takeoverSentence({ manifestName, manager, fields }: Takeover): string {
  const shown = fields.slice(0, 5).join(', ');
  const more = fields.length > 5 ? ` and ${fields.length - 5} more` : '';
  return `${manifestName}: took over ${shown}${more} from "${manager}".`;
}
