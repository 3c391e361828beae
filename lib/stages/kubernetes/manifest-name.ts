import type { ObjectRef } from '#lib/kubernetes/index.ts';

/**
 * Reads `"<kind> <name>"`, e.g. `deployment my-app` (reference section 2.0). Undefined when it is not of that form,
 * an unevaluated expression included.
 */
export function parseManifestName(text: string, namespace: string | undefined): ObjectRef | undefined {
  const match = /^(\S+) (\S+)$/.exec(text.trim());
  const [, kind, name] = match ?? [];
  if (!kind || !name || text.includes('${')) return undefined;
  return { kind, name, ...(namespace ? { namespace } : {}) };
}
