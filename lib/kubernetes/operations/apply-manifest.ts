import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, isApiError, isConflict } from '../client/api-error.ts';
import type { ClusterClient } from '../client/contract.ts';
import { fieldManager } from '../client/create-client.ts';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { setObjectAnnotations } from '../naming/annotate.ts';
import { annotation } from '../naming/annotations.ts';
import { writeModeOf } from '../strategies/write-mode.ts';
import { claimedFields } from './claim-fields.ts';
import { isOwnershipConflict, takeoversOf } from './conflicts.ts';
import type { Takeover } from './contract.ts';
import type { PlannedManifest } from './plan-deploy.ts';
import { winRace } from './win-race.ts';

export type Written = { object: KubernetesObject; takeovers: Takeover[]; notes: string[] };
export type WriteContext = {
  client: ClusterClient;
  operationId?: string | undefined;
  signal?: AbortSignal | undefined;
};

/** Writes one planned manifest. Doing it again with the same operation id finds what the first time made. */
export async function writeManifest(planned: PlannedManifest, context: WriteContext): Promise<Written> {
  const { manifest, strategy, serverSideApply } = planned;
  const mode = writeModeOf({ strategy, serverSideApply, hasName: manifest.metadata.name !== undefined });
  switch (mode.write) {
    case 'create':
      return createGenerated(manifest, context);
    case 'recreate':
      return recreate(manifest, context);
    case 'replace':
      return replaceOrCreate(manifest, context);
    case 'apply':
      return applyManifest(manifest, context, mode.force);
    default:
      return mode.write satisfies never;
  }
}

async function applyManifest(
  manifest: KubernetesObject,
  context: WriteContext,
  force: boolean,
): Promise<Written> {
  const { client, signal } = context;
  const live = await liveOrGone(manifest, context);
  const sent = live ? keepLastAppliedInStep(manifest, live) : manifest;
  if (live) await claim(live, context);
  try {
    return {
      object: await whenReady(() => client.apply(sent, { signal }), signal),
      takeovers: [],
      notes: [],
    };
  } catch (error) {
    if (!force || !isApiError(error) || !isOwnershipConflict(error)) throw error;
    const object = await client.apply(sent, { signal, force: true });
    return { object, takeovers: takeoversOf(error, manifest), notes: [] };
  }
}

// What is being deleted cannot be saved by writing to it: its successor has to wait until it is gone.
async function liveOrGone(
  manifest: KubernetesObject,
  context: WriteContext,
): Promise<KubernetesObject | undefined> {
  const live = await context.client.get(refOf(manifest), context.signal);
  if (!live?.metadata.deletionTimestamp || live.kind === 'Namespace') return live;
  await untilGone(live, context);
  return undefined;
}

/** Hands the fields of former deploys over to us. Losing a race against another writer is no harm: the object is read again. */
async function claim(live: KubernetesObject, { client, signal }: WriteContext): Promise<void> {
  let current: KubernetesObject | undefined = live;
  for (let attempt = 0; current && attempt < 3; attempt += 1) {
    const managedFields = claimedFields(current, fieldManager);
    if (!managedFields) return;
    const body = [
      { op: 'replace', path: '/metadata/managedFields', value: managedFields },
      { op: 'replace', path: '/metadata/resourceVersion', value: current.metadata.resourceVersion },
    ];
    try {
      await client.patch(refOf(current), { type: 'json', body }, { signal });
      return;
    } catch (error) {
      if (!isConflict(error)) throw error;
      current = await client.get(refOf(live), signal);
    }
  }
}

async function createGenerated(manifest: KubernetesObject, context: WriteContext): Promise<Written> {
  const { client, operationId, signal } = context;
  const made = operationId === undefined ? undefined : await findMade(manifest, operationId, context);
  if (made)
    return { object: made, takeovers: [], notes: ['It was made by an earlier try of this operation.'] };
  return {
    object: await whenReady(() => client.create(manifest, { signal }), signal),
    takeovers: [],
    notes: [],
  };
}

async function findMade(
  manifest: KubernetesObject,
  operationId: string,
  { client, signal }: WriteContext,
): Promise<KubernetesObject | undefined> {
  const { items } = await client.list(
    { apiVersion: manifest.apiVersion, kind: manifest.kind, namespace: manifest.metadata.namespace },
    signal,
  );
  return items.find(
    (item) =>
      annotationOf(item, annotation.operation) === operationId &&
      item.metadata.generateName === manifest.metadata.generateName,
  );
}

async function recreate(manifest: KubernetesObject, context: WriteContext): Promise<Written> {
  const { client, operationId, signal } = context;
  const live = await client.get(refOf(manifest), signal);
  if (live && operationId !== undefined && annotationOf(live, annotation.operation) === operationId) {
    return { object: live, takeovers: [], notes: ['It was made by an earlier try of this operation.'] };
  }
  if (live) {
    await client.delete(refOf(live), { uid: live.metadata.uid, signal });
    await untilGone(live, context);
  }
  const object = await whenReady(() => client.apply(manifest, { signal, force: true }), signal);
  return { object, takeovers: [], notes: live ? ['Deleted and created anew, as its annotation asks.'] : [] };
}

/** A deleted object stays while finalizers or its pods' grace period last. */
export async function untilGone(
  object: KubernetesObject,
  { client, signal }: WriteContext,
  longestMs = 90_000,
): Promise<void> {
  const deadline = Date.now() + longestMs;
  for (let waitMs = 50; ; waitMs = Math.min(1_000, waitMs * 2)) {
    const live = await client.get(refOf(object), signal);
    if (!live || live.metadata.uid !== object.metadata.uid) return;
    if (Date.now() > deadline) {
      const finalizers = live.metadata.finalizers?.join(', ');
      throw new ApiError({
        code: 409,
        reason: 'StillDeleting',
        message: `${object.kind} ${object.metadata.name} is still being deleted after ${longestMs / 1000} s${finalizers ? ` (finalizers: ${finalizers})` : ''}.`,
      });
    }
    await sleep(waitMs, undefined, { signal });
  }
}

async function replaceOrCreate(
  manifest: KubernetesObject,
  { client, signal }: WriteContext,
): Promise<Written> {
  // Somebody may write between our read and our write: the newest state is to be replaced all the same.
  return winRace(
    async () => {
      const live = await client.get(refOf(manifest), signal);
      if (!live) return { object: await client.create(manifest, { signal }), takeovers: [], notes: [] };
      const { resourceVersion } = live.metadata;
      const object = await client.replace(
        { ...manifest, metadata: { ...manifest.metadata, resourceVersion } },
        { signal },
      );
      return { object, takeovers: [], notes: ['Replaced as a whole, as its annotation asks.'] };
    },
    { signal },
  );
}

const largestLastApplied = 200_000;

/**
 * kubectl and Spinnaker work out removals from the annotation with the last applied manifest. Where an object has one it is kept true, so
 * that they may take over again; to other objects none is added.
 */
export function keepLastAppliedInStep(manifest: KubernetesObject, live: KubernetesObject): KubernetesObject {
  if (annotationOf(live, annotation.lastApplied) === undefined) return manifest;
  const text = `${JSON.stringify(manifest)}\n`;
  return text.length > largestLastApplied
    ? manifest
    : setObjectAnnotations(manifest, { [annotation.lastApplied]: text });
}

/**
 * What was made a moment ago may not be usable yet: a namespace without its service account, a kind whose definition is not served, a
 * namespace the server's cache does not know. These refusals are waited out for a few seconds.
 */
async function whenReady<T>(write: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isApiError(error) || attempt >= 8 || !isNotReadyYet(error)) throw error;
      await sleep(100 * 1.6 ** attempt, undefined, { signal });
    }
  }
}

function isNotReadyYet(error: ApiError): boolean {
  return (
    error.code === 403 && /error looking up service account|serviceaccount .* not found/i.test(error.message)
  );
}
