import { setTimeout as sleep } from 'node:timers/promises';
import { isMissing } from '../client/api-error.ts';
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

async function untilEstablished(definition: KubernetesObject, context: WriteContext): Promise<void> {
  const { client, signal } = context;
  let current: KubernetesObject | undefined = definition;
  for (let attempt = 0; attempt < 50 && current && !isEstablished(current); attempt += 1) {
    await sleep(200, undefined, { signal });
    current = await client.get(refOf(definition), signal);
  }
  await untilDiscovered(definition, context);
}

// The list of kinds that the server gives out follows a moment after the definition's own status.
async function untilDiscovered(
  definition: KubernetesObject,
  { client, signal }: WriteContext,
): Promise<void> {
  const kind = `${textAt(definition, 'spec', 'names', 'kind')}.${textAt(definition, 'spec', 'group')}`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await client.resourceOf({ kind }, signal);
      return;
    } catch (error) {
      if (!isMissing(error)) throw error;
      await sleep(250, undefined, { signal });
    }
  }
}

function isEstablished(definition: KubernetesObject): boolean {
  return listAt(definition, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Established' && textAt(condition, 'status') === 'True',
  );
}
