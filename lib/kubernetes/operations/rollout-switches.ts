import { Precondition } from '#lib/platform/errors.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import { refOf } from '../manifests/object.ts';
import { textAt, valueAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import type { ObjectInput, ObjectOutput } from './contract.ts';
import { alreadyDone, operationMark, outputOf, readLive, requireAction, wasDoneBy } from './live-object.ts';

/** Replaces all pods, a few at a time, by the same template with a new time stamp: `kubectl rollout restart`. */
export async function rollingRestart(input: ObjectInput): Promise<ObjectOutput> {
  requireAction(input.ref, 'restart');
  const live = await readLive(input);
  if (wasDoneBy(live, input.operationId)) return outputOf(live, [alreadyDone]);
  if (valueAt(live, 'spec', 'paused') === true) {
    throw new Precondition(`${manifestNameOf(live)} is paused: resume it first, or the restart would wait.`);
  }
  const body = {
    metadata: { annotations: operationMark(input.operationId) },
    spec: { template: { metadata: { annotations: { [annotation.restartedAt]: new Date().toISOString() } } } },
  };
  const isOnDelete = textAt(live, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  const notes = isOnDelete
    ? ['Its update strategy is OnDelete: pods change only when they are deleted.']
    : [];
  return outputOf(await patch(input, live, body), notes);
}

export async function pauseRollout(input: ObjectInput): Promise<ObjectOutput> {
  return setPaused(input, true);
}

export async function resumeRollout(input: ObjectInput): Promise<ObjectOutput> {
  return setPaused(input, false);
}

async function setPaused(input: ObjectInput, paused: boolean): Promise<ObjectOutput> {
  requireAction(input.ref, 'pause');
  const live = await readLive(input);
  if ((valueAt(live, 'spec', 'paused') === true) === paused) {
    return outputOf(live, [paused ? 'It is paused already.' : 'It is not paused.']);
  }
  return outputOf(await patch(input, live, { spec: { paused } }));
}

function patch({ client, signal }: ObjectInput, live: Parameters<typeof refOf>[0], body: unknown) {
  return client.patch(refOf(live), { type: 'merge', body }, { signal, as: 'foredeck-rollout' });
}
