import type { JsonObject } from '#lib/engine/model.ts';

/** What a manifest operation leaves for the stages behind it; the dots are part of the keys (reference section 2.0). */
export function promotedOutputs(result: {
  manifests?: readonly unknown[];
  manifest?: unknown;
  manifestNamesByNamespace?: Record<string, string[]>;
  boundArtifacts?: readonly unknown[];
  createdArtifacts?: readonly unknown[];
}): JsonObject {
  const manifests = result.manifests ?? (result.manifest ? [result.manifest] : undefined);
  return {
    ...(manifests ? { 'outputs.manifests': manifests, manifests } : {}),
    ...(result.manifestNamesByNamespace
      ? { 'outputs.manifestNamesByNamespace': result.manifestNamesByNamespace }
      : {}),
    ...(result.boundArtifacts ? { 'outputs.boundArtifacts': result.boundArtifacts } : {}),
    ...(result.createdArtifacts
      ? { 'outputs.createdArtifacts': result.createdArtifacts, artifacts: result.createdArtifacts }
      : {}),
  };
}
