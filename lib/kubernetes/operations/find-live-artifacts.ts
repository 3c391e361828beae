import type { Artifact } from '../artifacts/artifact.ts';
import { findArtifacts } from '../artifacts/find-artifacts.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import type { ObjectInput } from './contract.ts';
import { readLive } from './live-object.ts';
import { cleaned } from './outputs.ts';

/** The live object and the artifacts found in it. */
export async function findLiveArtifacts(
  input: ObjectInput,
): Promise<{ manifest: KubernetesObject; artifacts: Artifact[] }> {
  const live = await readLive(input);
  return { manifest: cleaned(live), artifacts: findArtifacts(live) };
}
