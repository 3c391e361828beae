import type { KubernetesObject } from '../manifests/object.ts';
import type { Artifact } from './artifact.ts';
import { imageNameOf } from './image-name.ts';
import { referencesOf } from './paths.ts';

/** The artifacts a live object uses: its images, config maps, secrets, and what an autoscaler aims at. Each once. */
export function findArtifacts(manifest: KubernetesObject): Artifact[] {
  const found = new Map<string, Artifact>();
  for (const { type, value } of referencesOf(manifest)) {
    const name = type === 'docker/image' ? imageNameOf(value) : value;
    found.set(`${type} ${value}`, { type, name, reference: value });
  }
  return [...found.values()];
}
