import { sameJson } from '../../store/object.ts';
import { keyOf, splitKey } from '../objects/meta.ts';
import { dataHash } from '../objects/names.ts';
import type { Pod } from '../objects/pod.ts';
import { isEmptySelector, selects } from '../objects/selector.ts';
import type { StatefulSet, VolumeClaim } from '../objects/workloads.ts';
import { type History, syncHistory, templateOfRevision, truncateHistory } from '../revisions/history.ts';
import { claim } from '../runtime/claim.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import { type Controller, RETRY } from '../runtime/controller.ts';
import { podFromTemplate } from '../runtime/create-pod.ts';
import { controllerKey, itself } from '../runtime/keys.ts';
import { claimsOf, specFor } from './claims.ts';
import { planStatefulSet, REVISION_LABEL, type StatefulSetPlan, wireStatus } from './plan.ts';

const COMPONENT = 'statefulset-controller';

/** Keeps stateful sets: numbered pods with claims of their own, made and replaced in order. */
export function statefulSetController(cluster: Cluster): Controller {
  const sets = collection<StatefulSet>(cluster.store, 'statefulsets.apps');
  const claims = collection<VolumeClaim>(cluster.store, 'persistentvolumeclaims');

  function reconcile(key: string): number | typeof RETRY | undefined {
    const { namespace, name } = splitKey(key);
    const set = sets.get(namespace, name);
    if (!set || isEmptySelector(set.spec.selector)) return undefined;
    const history = syncHistory(cluster, set, {
      hashLabel: 'controller.kubernetes.io/hash',
      hashOf: (_template, data) => dataHash(data, set.status?.collisionCount ?? 0),
    });
    const known = history.all.find((revision) => revision.metadata.name === set.status?.currentRevision);
    const pods = claim(set, set.spec.selector, cluster.pods, cluster.orphans);
    const view = {
      set,
      pods,
      currentRevision: (known ?? history.update).metadata.name,
      updateRevision: history.update.metadata.name,
      now: cluster.store.now(),
    };
    const plan = planStatefulSet(view);
    const isFine = carryOut(set, plan, history);
    const status = wireStatus(plan.status);
    if (!sameJson(set.status, status)) sets.updateStatus(set, () => status);
    const inUse = new Set(pods.map((pod) => pod.metadata.labels?.[REVISION_LABEL] ?? ''));
    inUse.add(view.currentRevision);
    truncateHistory(cluster, history, inUse, set.spec.revisionHistoryLimit ?? 10);
    return isFine ? plan.againMs : RETRY;
  }

  function carryOut(set: StatefulSet, plan: StatefulSetPlan, history: History): boolean {
    if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete')
      for (const pod of plan.condemned) tieClaims(set, pod);
    for (const pod of plan.remove) {
      cluster.pods.remove(pod);
      tell(set, 'Delete', pod.metadata.name, undefined);
    }
    for (const ordinal of plan.ensureClaims) createClaims(set, `${set.metadata.name}-${ordinal}`);
    return plan.create.every(({ ordinal, revision }) => create(set, ordinal, revision, history));
  }

  function create(set: StatefulSet, ordinal: number, revisionName: string, history: History): boolean {
    const name = `${set.metadata.name}-${ordinal}`;
    const revision = history.all.find((entry) => entry.metadata.name === revisionName);
    const template = (revision && templateOfRevision(revision)) ?? set.spec.template;
    const draft = podFromTemplate(cluster, set, template, {
      name,
      labels: {
        'apps.kubernetes.io/pod-index': String(ordinal),
        [REVISION_LABEL]: revisionName,
        'statefulset.kubernetes.io/pod-name': name,
      },
      spec: (spec) => specFor(set, name, spec),
    });
    try {
      createClaims(set, name);
      cluster.pods.create({
        ...draft,
        metadata: { ...draft.metadata, generateName: `${set.metadata.name}-` },
      });
      tell(set, 'Create', name, undefined);
      return true;
    } catch (error) {
      tell(set, 'Create', name, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  /** Lets the claims of a pod go with it: the garbage collector takes what only it owns. */
  function tieClaims(set: StatefulSet, pod: Pod): void {
    for (const { metadata } of claimsOf(set, pod.metadata.name)) {
      const live = claims.get(metadata.namespace, metadata.name ?? '');
      const { name, uid } = pod.metadata;
      if (!live || live.metadata.ownerReferences?.some((owner) => owner.uid === uid)) continue;
      const owner = { apiVersion: 'v1', kind: 'Pod', name, uid };
      const others = (live.metadata.ownerReferences ?? []).filter((one) => one.uid !== set.metadata.uid);
      claims.update(live, (now) => ({
        ...now,
        metadata: { ...now.metadata, ownerReferences: [...others, owner] },
      }));
    }
  }

  function createClaims(set: StatefulSet, podName: string): void {
    for (const draft of claimsOf(set, podName)) {
      const { namespace, name = '' } = draft.metadata;
      if (claims.get(namespace, name)) continue;
      claims.create(draft);
      cluster.events.record(COMPONENT, set, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Create Claim ${name} Pod ${podName} in StatefulSet ${set.metadata.name} success`,
      });
    }
  }

  function tell(set: StatefulSet, verb: 'Create' | 'Delete', pod: string, failure: string | undefined): void {
    const what = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name}`;
    cluster.events.record(
      COMPONENT,
      set,
      failure === undefined
        ? { type: 'Normal', reason: `Successful${verb}`, message: `${what} successful` }
        : { type: 'Warning', reason: `Failed${verb}`, message: `${what} failed error: ${failure}` },
    );
  }

  return {
    name: COMPONENT,
    watches: {
      'statefulsets.apps': itself,
      pods: (event) => {
        const byOwner = controllerKey('StatefulSet')(event);
        const { namespace, labels, ownerReferences } = event.object.metadata;
        const isFree = !ownerReferences?.some((reference) => reference.controller);
        if (byOwner !== undefined || event.type !== 'ADDED' || !isFree) return byOwner;
        return sets.list(namespace, (set) => selects(set.spec.selector, labels)).map(keyOf);
      },
    },
    reconcile,
    spacingMs: 5,
  };
}
