import { Invalid } from '#lib/platform/errors.ts';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { replicasOf, textAt } from '../manifests/readers.ts';
import type { ObjectInput, ObjectOutput } from './contract.ts';
import { outputOf, readLive, requireAction } from './live-object.ts';

/** Sets the number of replicas through the scale subresource, so that the next deploy knows who set it. */
export async function scaleManifest(input: ObjectInput & { replicas: number }): Promise<ObjectOutput> {
  const { client, replicas, signal } = input;
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw new Invalid(`"${replicas}" is no number of replicas: give a whole number from 0 on.`);
  }
  requireAction(input.ref, 'scale');
  const live = await readLive(input);
  if (replicasOf(live) === replicas) return outputOf(live, [`It has ${replicas} replicas already.`]);
  await client.patch(
    refOf(live),
    { type: 'merge', subresource: 'scale', body: { spec: { replicas } } },
    { signal },
  );
  return outputOf(await readLive(input), await autoscalerNotes(live, input));
}

async function autoscalerNotes(live: KubernetesObject, { client, signal }: ObjectInput): Promise<string[]> {
  const { items } = await client.list(
    { kind: 'HorizontalPodAutoscaler', namespace: live.metadata.namespace },
    signal,
  );
  return items
    .filter(
      (item) =>
        textAt(item, 'spec', 'scaleTargetRef', 'kind') === live.kind &&
        textAt(item, 'spec', 'scaleTargetRef', 'name') === live.metadata.name,
    )
    .map((item) => `The autoscaler ${item.metadata.name} also sets its replicas and may change them again.`);
}
