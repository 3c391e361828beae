import { setTimeout as sleep } from 'node:timers/promises';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { listAt, textAt } from '../manifests/readers.ts';
import type { WriteContext } from './apply-manifest.ts';

/** New kinds are usable only when the server has taken up their definitions; that takes a second. Gives up quietly after ten. */
export async function untilServed(
  objects: readonly KubernetesObject[],
  context: WriteContext,
): Promise<void> {
  const definitions = objects.filter((object) => object.kind === 'CustomResourceDefinition');
  await Promise.all(definitions.map((definition) => untilEstablished(definition, context)));
}

async function untilEstablished(
  definition: KubernetesObject,
  { client, signal }: WriteContext,
): Promise<void> {
  let current: KubernetesObject | undefined = definition;
  for (let attempt = 0; attempt < 50 && current && !isEstablished(current); attempt += 1) {
    await sleep(200, undefined, { signal });
    current = await client.get(refOf(definition), signal);
  }
}

function isEstablished(definition: KubernetesObject): boolean {
  return listAt(definition, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Established' && textAt(condition, 'status') === 'True',
  );
}
