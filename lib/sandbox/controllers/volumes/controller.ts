import { findCondition, withCondition } from '../objects/conditions.ts';
import {
  type Condition,
  isDeleting,
  keyOf,
  type Stored,
  splitKey,
  wireTime,
  withAnnotations,
} from '../objects/meta.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';

interface Claim extends Stored {
  spec: {
    accessModes?: string[];
    resources?: { requests?: { storage?: string } };
    storageClassName?: string;
    volumeMode?: string;
    volumeName?: string;
  };
  status?: {
    phase?: string;
    accessModes?: string[];
    capacity?: { storage?: string };
    conditions?: Condition[];
  };
}

interface Volume extends Stored {
  spec: {
    accessModes?: string[];
    capacity?: { storage?: string };
    claimRef?: { name: string; namespace?: string; uid?: string; resourceVersion?: string };
    persistentVolumeReclaimPolicy?: string;
    storageClassName?: string;
    [more: string]: unknown;
  };
  status?: { phase?: string; lastPhaseTransitionTime?: string };
}

interface StorageClass extends Stored {
  reclaimPolicy?: string;
  provisioner: string;
  volumeBindingMode?: string;
}

const COMPONENT = 'persistentvolume-controller';
const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const PROVISIONED = 'pv.kubernetes.io/provisioned-by';
const BOUND_BY = 'pv.kubernetes.io/bound-by-controller';
const IN_USE = 'kubernetes.io/pvc-protection';

/** Gives every claim of a storage class a volume at once, and takes volumes back when their claims go. */
export function volumeController(cluster: Cluster): Controller {
  const claims = collection<Claim>(cluster.store, 'persistentvolumeclaims');
  const volumes = collection<Volume>(cluster.store, 'persistentvolumes');
  const classes = collection<StorageClass>(cluster.store, 'storageclasses.storage.k8s.io');

  function reconcile(key: string): undefined {
    if (!key.includes('/')) {
      reclaim(key);
      return;
    }
    const { namespace, name } = splitKey(key);
    const claim = claims.get(namespace, name);
    if (!claim) return;
    if (isDeleting(claim)) releaseUnused(claim);
    else if (claim.status?.phase !== 'Bound') bind(claim);
    else tellWhetherUsed(claim);
  }

  function bind(claim: Claim): void {
    const volume = suitable(claim) ?? provision(claim);
    if (!volume) {
      if (claim.status?.phase !== 'Pending')
        claims.updateStatus(claim, (live) => ({ ...live.status, phase: 'Pending' }));
      return;
    }
    const { name, namespace, uid } = claim.metadata;
    const { resourceVersion } = claim.metadata;
    const claimRef = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      name,
      namespace,
      uid,
      resourceVersion,
    };
    // Who chose is written down: a volume or a claim that names the other itself has not been chosen.
    const isChosen = volume.spec.claimRef === undefined && !volume.metadata.annotations?.[PROVISIONED];
    volumes.update(volume, (live) => ({
      ...(isChosen ? withAnnotations(live, { [BOUND_BY]: 'yes' }) : live),
      spec: { ...live.spec, claimRef },
    }));
    setPhase(volume, 'Bound');
    claims.update(claim, (live) => ({
      ...live,
      metadata: {
        ...live.metadata,
        annotations: {
          ...live.metadata.annotations,
          'pv.kubernetes.io/bind-completed': 'yes',
          ...(claim.spec.volumeName ? {} : { [BOUND_BY]: 'yes' }),
        },
      },
      spec: { ...live.spec, volumeName: volume.metadata.name },
    }));
    claims.updateStatus(claim, () => ({
      accessModes: volume.spec.accessModes,
      capacity: volume.spec.capacity,
      phase: 'Bound',
    }));
  }

  function setPhase(volume: Volume, phase: string): void {
    volumes.updateStatus(volume, ({ status }) =>
      status?.phase === phase
        ? status
        : { ...status, phase, lastPhaseTransitionTime: wireTime(cluster.store.now()) },
    );
  }

  /** Pods that have not ended and name the claim. */
  function usersOf({ metadata: { name, namespace } }: Claim): readonly Pod[] {
    return cluster.pods.list(namespace, (pod) => !isFinished(pod) && usesClaim(pod, name));
  }

  function tellWhetherUsed(claim: Claim): void {
    const isUsed = usersOf(claim).length > 0;
    const known = findCondition(claim.status?.conditions, 'Unused');
    if (known?.status === (isUsed ? 'False' : 'True')) return;
    const condition: Condition = {
      type: 'Unused',
      status: isUsed ? 'False' : 'True',
      lastProbeTime: null,
      lastTransitionTime: wireTime(cluster.store.now()),
      reason: isUsed ? 'PodUsingPVC' : 'NoPodsUsingPVC',
      message: isUsed
        ? 'A pod is currently referencing this PVC'
        : 'No pods are currently referencing this PVC',
    };
    claims.updateStatus(claim, ({ status }) => ({
      ...status,
      conditions: withCondition(status?.conditions, condition),
    }));
  }

  /** A volume made by hand that fits: the one the claim names, or any free one of the same class. */
  function suitable(claim: Claim): Volume | undefined {
    const { volumeName, accessModes = [] } = claim.spec;
    const storageClassName = classOf(claim);
    if (volumeName) {
      const named = volumes.get(undefined, volumeName);
      return named && isFree(named, claim) ? named : undefined;
    }
    return volumes.list(
      undefined,
      (volume) =>
        isFree(volume, claim) &&
        (volume.spec.storageClassName ?? '') === (storageClassName ?? '') &&
        accessModes.every((mode) => volume.spec.accessModes?.includes(mode)),
    )[0];
  }

  function isFree(volume: Volume, claim: Claim): boolean {
    const { claimRef } = volume.spec;
    if (volume.status?.phase === 'Released' || isDeleting(volume)) return false;
    if (!claimRef) return true;
    const isMeant = claimRef.name === claim.metadata.name && claimRef.namespace === claim.metadata.namespace;
    return isMeant && (claimRef.uid === undefined || claimRef.uid === claim.metadata.uid);
  }

  function provision(claim: Claim): Volume | undefined {
    const { volumeName } = claim.spec;
    const storageClassName = classOf(claim);
    const byDefault = classes.list(
      undefined,
      ({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true',
    )[0];
    const storageClass =
      storageClassName === undefined
        ? byDefault
        : storageClassName === ''
          ? undefined
          : classes.get(undefined, storageClassName);
    if (!storageClass || volumeName) {
      tellNoVolume(claim, storageClassName);
      return undefined;
    }
    if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && usersOf(claim).length === 0) {
      cluster.events.record(COMPONENT, claim, {
        type: 'Normal',
        reason: 'WaitForFirstConsumer',
        message: 'waiting for first consumer to be created before binding',
      });
      return undefined;
    }
    const { provisioner } = storageClass;
    const name = `pvc-${claim.metadata.uid}`;
    const volume = volumes.create({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, annotations: { [PROVISIONED]: provisioner } },
      spec: {
        accessModes: claim.spec.accessModes,
        capacity: { storage: claim.spec.resources?.requests?.storage ?? '1Gi' },
        csi: { driver: provisioner, volumeHandle: name },
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        volumeMode: claim.spec.volumeMode ?? 'Filesystem',
      },
    });
    cluster.events.record(provisioner, claim, {
      type: 'Normal',
      reason: 'ProvisioningSucceeded',
      message: `Successfully provisioned volume ${name}`,
    });
    return volume;
  }

  function tellNoVolume(claim: Claim, wanted: string | undefined): void {
    cluster.events.record(
      COMPONENT,
      claim,
      wanted
        ? {
            type: 'Warning',
            reason: 'ProvisioningFailed',
            message: `storageclass.storage.k8s.io "${wanted}" not found`,
          }
        : {
            type: 'Normal',
            reason: 'FailedBinding',
            message: 'no persistent volumes available for this claim and no storage class is set',
          },
    );
  }

  /** A claim being deleted stays while a pod uses it. */
  function releaseUnused(claim: Claim): void {
    const { finalizers = [] } = claim.metadata;
    if (!finalizers.includes(IN_USE)) return;
    if (usersOf(claim).some((pod) => pod.spec.nodeName !== undefined)) return;
    claims.update(claim, (live) => ({
      ...live,
      metadata: {
        ...live.metadata,
        finalizers: (live.metadata.finalizers ?? []).filter((finalizer) => finalizer !== IN_USE),
      },
    }));
  }

  function reclaim(name: string): void {
    const volume = volumes.get(undefined, name);
    if (!volume) return;
    const { claimRef, persistentVolumeReclaimPolicy } = volume.spec;
    const claim = claimRef && claims.get(claimRef.namespace, claimRef.name);
    const isLost = claimRef?.uid !== undefined && claim?.metadata.uid !== claimRef.uid;
    if (isDeleting(volume)) {
      // A volume being deleted stays while a claim is bound to it.
      if (claimRef?.uid === undefined || isLost)
        volumes.update(volume, (live) => ({ ...live, metadata: { ...live.metadata, finalizers: [] } }));
      return;
    }
    if (isLost && persistentVolumeReclaimPolicy === 'Delete') {
      volumes.remove(volume);
      return;
    }
    const phase = isLost ? 'Released' : claimRef?.uid ? 'Bound' : 'Available';
    if (volume.status?.phase !== phase) setPhase(volume, phase);
  }

  return {
    name: COMPONENT,
    watches: {
      persistentvolumeclaims: (event) => {
        const claim = typed<Claim>(event.object);
        const volume = claim.spec.volumeName;
        return event.type === 'DELETED' && volume ? volume : keyOf(claim);
      },
      persistentvolumes: (event) => {
        if (event.type === 'DELETED') return undefined;
        const waiting = claims.list(undefined, (claim) => claim.status?.phase === 'Pending').map(keyOf);
        return [event.object.metadata.name, ...waiting];
      },
      'storageclasses.storage.k8s.io': () =>
        claims.list(undefined, (claim) => claim.status?.phase === 'Pending').map(keyOf),
      pods: (event) => {
        const pod = typed<Pod>(event.object);
        const isNews = event.type !== 'MODIFIED' || isFinished(pod);
        if (!isNews) return undefined;
        return (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
          persistentVolumeClaim ? [`${pod.metadata.namespace}/${persistentVolumeClaim.claimName}`] : [],
        );
      },
    },
    reconcile,
  };
}

/** The annotation is how the first claims named their class; it is still heard, and before the field. */
function classOf({ metadata, spec }: Claim): string | undefined {
  return metadata.annotations?.[CLASS_ANNOTATION] ?? spec.storageClassName;
}

function usesClaim(pod: Pod, name: string): boolean {
  return (pod.spec.volumes ?? []).some(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === name,
  );
}
