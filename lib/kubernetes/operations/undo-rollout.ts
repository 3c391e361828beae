import { Precondition } from '#lib/platform/errors.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { fieldsAt, textsAt, valueAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import type { ObjectInput, ObjectOutput, Revision, UndoInput } from './contract.ts';
import { alreadyDone, operationMark, outputOf, readLive, requireAction, wasDoneBy } from './live-object.ts';
import { chooseRevision, isSameTemplate, type KeptRevision, readRevisions } from './revisions.ts';
import { winRace } from './win-race.ts';

/**
 * Puts an earlier pod template back, as `kubectl rollout undo` does; replicas stay as they are. The operation leaves its mark in the same
 * write, so that a repeat does not go back a second time; a write in between (a deploy, another undo) makes it decide anew.
 */
export async function undoRollout(input: UndoInput): Promise<ObjectOutput & { revision: number }> {
  requireAction(input.ref, 'undo');
  return winRace(() => undoOnce(input), input);
}

async function undoOnce(input: UndoInput): Promise<ObjectOutput & { revision: number }> {
  const live = await readLive(input);
  const kept = await readRevisions(live, input);
  if (wasDoneBy(live, input.operationId)) {
    return { ...outputOf(live, [alreadyDone]), revision: currentOf(kept)?.revision ?? 0 };
  }
  refusePaused(live);
  const target = chooseRevision(kept, live, input);
  const { revision, images } = target.facts;
  if (isSameTemplate(target.template, fieldsAt(live, 'spec', 'template'))) {
    return { ...outputOf(live, [`Nothing to undo: it runs revision ${revision} already.`]), revision };
  }
  const undone = await putBack(live, target, input);
  return { ...outputOf(undone, [`Returned to revision ${revision} (${images.join(', ')}).`]), revision };
}

export function currentOf(kept: readonly KeptRevision[]): Revision | undefined {
  return kept.findLast((one) => one.facts.isCurrent)?.facts;
}

function putBack(live: KubernetesObject, target: KeptRevision, input: UndoInput): Promise<KubernetesObject> {
  return live.kind === 'Deployment'
    ? putBackDeployment(live, target, input)
    : putBackRevision(live, target, input);
}

// What the Deployment's controller and kubectl keep about the object itself; the rest came with the revision and goes back with it.
const stays = [
  annotation.lastApplied,
  annotation.deploymentRevision,
  annotation.operation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

async function putBackDeployment(
  live: KubernetesObject,
  target: KeptRevision,
  input: UndoInput,
): Promise<KubernetesObject> {
  const own = Object.entries(textsAt(live, 'metadata', 'annotations')).filter(([name]) =>
    stays.includes(name),
  );
  const theirs = Object.entries(textsAt(target.keeper, 'metadata', 'annotations')).filter(
    ([name]) => !stays.includes(name),
  );
  const annotations = { ...Object.fromEntries([...theirs, ...own]), ...operationMark(input.operationId) };
  const body = [
    // Refused with 409 when anybody wrote the object since it was read.
    { op: 'replace', path: '/metadata/resourceVersion', value: live.metadata.resourceVersion },
    { op: 'replace', path: '/spec/template', value: target.template },
    { op: 'add', path: '/metadata/annotations', value: annotations },
  ];
  return input.client.patch(refOf(live), { type: 'json', body }, { signal: input.signal });
}

async function putBackRevision(
  live: KubernetesObject,
  target: KeptRevision,
  input: UndoInput,
): Promise<KubernetesObject> {
  const body = {
    ...fieldsAt(target.keeper, 'data'),
    metadata: {
      resourceVersion: live.metadata.resourceVersion,
      annotations: operationMark(input.operationId),
    },
  };
  return input.client.patch(refOf(live), { type: 'strategic', body }, { signal: input.signal });
}

/** A paused Deployment would take the template and do nothing with it. */
export function refusePaused(live: KubernetesObject): void {
  if (valueAt(live, 'spec', 'paused') !== true) return;
  throw new Precondition(`${manifestNameOf(live)} is paused: resume it first.`);
}

/** Revisions the cluster keeps, newest first. */
export async function rolloutHistory(input: ObjectInput): Promise<Revision[]> {
  requireAction(input.ref, 'undo');
  const kept = await readRevisions(await readLive(input), input);
  return kept.map((one) => one.facts).reverse();
}
