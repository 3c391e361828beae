import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Artifact } from '#lib/kubernetes/artifacts/artifact.ts';
import { findArtifacts } from '#lib/kubernetes/artifacts/find-artifacts.ts';
import { replaceArtifacts } from '#lib/kubernetes/artifacts/replace-artifacts.ts';
import { isSameArtifact } from '#lib/kubernetes/artifacts/same-artifact.ts';
import { canonicalKindName, isSameKind, kindOf, manifestNameOf } from '#lib/kubernetes/kinds/kind-name.ts';
import type { KubernetesObject } from '#lib/kubernetes/manifests/object.ts';
import { flattenLists } from '#lib/kubernetes/manifests/parse-manifests.ts';
import { annotationOf, labelsOf, textAt, textsAt, valueAt } from '#lib/kubernetes/manifests/readers.ts';
import { priorityOf } from '#lib/kubernetes/manifests/sort-manifests.ts';
import { annotateMoniker, labelManaged } from '#lib/kubernetes/naming/annotate.ts';
import { annotation } from '#lib/kubernetes/naming/annotations.ts';
import { monikerOf } from '#lib/kubernetes/naming/moniker-of.ts';
import { parseName } from '#lib/kubernetes/naming/parse-name.ts';
import { type PlanInput, planDeploy, type Surroundings } from '#lib/kubernetes/operations/plan-deploy.ts';
import { strategyOf } from '#lib/kubernetes/strategies/deploy-strategy.ts';
import { writeModeOf } from '#lib/kubernetes/strategies/write-mode.ts';
import { loadBalancersOf, trafficPatch, withLoadBalancers } from '#lib/kubernetes/traffic/load-balancers.ts';
import { artifactOf, isVersioned, nextVersion, versionText } from '#lib/kubernetes/versioning/version.ts';

export type VectorResult = {
  passed: number;
  failed: number;
  misses: { id: string; expected: unknown; got: unknown }[];
};

type Entry = { id: string; group: string; expected: Record<string, unknown>; [field: string]: unknown };

/** Checks the Kubernetes room against every entry of `versioning.json` in the folder. */
export async function run(folder: string): Promise<VectorResult> {
  const entries = JSON.parse(readFileSync(join(folder, 'versioning.json'), 'utf8')) as Entry[];
  const result: VectorResult = { passed: 0, failed: 0, misses: [] };
  for (const entry of entries) {
    const check = groups[entry.group];
    const got = check ? await outcome(() => check(entry)) : `no check for the group ${entry.group}`;
    if (isDeepStrictEqual(got, entry.expected)) result.passed += 1;
    else {
      result.failed += 1;
      result.misses.push({ id: entry.id, expected: entry.expected, got });
    }
  }
  return result;
}

async function outcome(check: () => unknown): Promise<unknown> {
  try {
    return await check();
  } catch (error) {
    return `threw: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const nullable = <T>(value: T | undefined): T | null => value ?? null;
const onlyExpected = (got: Record<string, unknown>, expected: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(expected).map((key) => [key, got[key]]));
const manifestOf = (entry: Entry) => entry.manifest as KubernetesObject;
const listOf = <T>(value: unknown) => (value ?? []) as T[];

const groups: Record<string, (entry: Entry) => unknown> = {
  stability: (entry) => {
    const { stable, available, paused, failed } = kindOf({ kind: String(entry.kind) }).stability(
      manifestOf(entry),
    );
    const parts = { stable, available, paused, failed };
    const states = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.state]));
    if (!entry.expected.messages) return states;
    const messages = Object.entries(parts).filter(([, part]) => part.message !== undefined);
    return { ...states, messages: Object.fromEntries(messages.map(([name, part]) => [name, part.message])) };
  },
  version: (entry) => {
    const version = nextVersion(listOf<string>(entry.existingVersions));
    const versionString = versionText(version);
    return { version, versionString, reference: `${manifestOf(entry).metadata.name}-${versionString}` };
  },
  artifact: (entry) => ({
    artifact: artifactOf(manifestOf(entry), {
      account: String(entry.account),
      namespace: manifestOf(entry).metadata.namespace,
      version: entry.version as number,
    }),
  }),
  kindProperties: (entry) => {
    const kind = kindOf({ kind: String(entry.kind) });
    return {
      versionedByDefault: kind.versioned,
      deployPriority: kind.priority,
      spinnakerKind: kind.spinnakerKind,
    };
  },
  deployOrder: (entry) => ({
    deployedBefore: priorityOf({ kind: String(entry.first) }) < priorityOf({ kind: String(entry.second) }),
  }),
  versionedPrecedence: (entry) => {
    const annotations: Record<string, string> =
      entry.annotation === null ? {} : { [annotation.versioned]: String(entry.annotation) };
    const object = { apiVersion: 'v1', kind: String(entry.kind), metadata: { name: 'x', annotations } };
    return { versioned: isVersioned(object, entry.stageVersioned as boolean | null) };
  },
  strategyAnnotations: (entry) => {
    const annotations = entry.annotations as Record<string, string>;
    const wishes = strategyOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations } });
    const { force } = writeModeOf({ strategy: wishes.deployStrategy, ...wishes, hasName: true });
    const kubectlArgs = ['--server-side=true', ...(force ? ['--force-conflicts=true'] : [])];
    const got = { ...wishes, maxVersionHistory: nullable(wishes.maxVersionHistory), kubectlArgs };
    return onlyExpected(got, entry.expected);
  },
  // In the words of the original, whose plain apply is not one of the server's.
  deployAction: (entry) => {
    const strategy = entry.deployStrategy as 'REPLACE' | 'APPLY';
    const mode = writeModeOf({
      strategy,
      serverSideApply: (entry.serverSideApply ?? 'DISABLED') as 'DISABLED',
      hasName: true,
    });
    if (mode.write === 'replace') return { actions: ['replace, or create when absent'] };
    if (mode.write === 'recreate') return { actions: ['delete', 'apply'] };
    if (strategy === 'APPLY') return { actions: ['apply'] };
    return { actions: [`apply --server-side=true${mode.force ? ' --force-conflicts=true' : ''}`] };
  },
  annotate: (entry) => {
    const moniker = entry.moniker as { app: string | null; cluster: string | null };
    return { annotations: textsAt(annotateMoniker(manifestOf(entry), moniker), 'metadata', 'annotations') };
  },
  monikerFromName: (entry) => {
    const moniker = monikerOf(manifestOf(entry));
    return Object.fromEntries(Object.entries(moniker).map(([key, value]) => [key, nullable(value)]));
  },
  labels: (entry) => {
    const metadata = { name: 'x', labels: entry.labels as Record<string, string> };
    const facts = { application: undefined, managedBySuffix: String(entry.managedBySuffix) };
    return { labels: labelsOf(labelManaged({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, facts)) };
  },
  traffic: (entry) => {
    const annotations: Record<string, string> =
      entry.existing === null ? {} : { [annotation.loadBalancers]: JSON.stringify(entry.existing) };
    try {
      const object: KubernetesObject = {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: 'x', annotations },
      };
      const changed = withLoadBalancers(object, listOf<string>(entry.new));
      return {
        ok: true,
        annotation: { [annotation.loadBalancers]: annotationOf(changed, annotation.loadBalancers) },
      };
    } catch {
      return { ok: false, annotation: null };
    }
  },
  enableDisableInput: (entry) => ({
    loadBalancers: listOf<string>(valueAt(entry, 'input', 'loadBalancers')),
  }),
  loadBalancerPatch: (entry) => {
    const direction = entry.expected.firstOp === 'remove' ? 'disable' : 'enable';
    const steps = trafficPatch(
      entry.target as KubernetesObject,
      entry.service as KubernetesObject,
      direction,
    );
    return { firstOp: steps[0]?.op, path: steps[0]?.path };
  },
  findArtifacts: (entry) => ({ artifacts: findArtifacts(manifestOf(entry)) }),
  replaceArtifacts: (entry) => {
    const replaced = replaceArtifacts(manifestOf(entry), listOf<Artifact>(entry.artifacts), {
      namespace: String(entry.namespace),
      account: String(entry.account),
      dockerImageBinding: entry.dockerImageBinding as 'match-name-and-tag',
    });
    const pointers = Object.keys(entry.expected.paths as Record<string, unknown>);
    const paths = pointers.map((pointer) => [pointer, atPointer(replaced.manifest, pointer)]);
    return {
      paths: Object.fromEntries(paths),
      boundReferences: replaced.bound.map((artifact) => artifact.reference),
    };
  },
  deployOperation: checkDeploy,
  deployInput: (entry) => ({
    kinds:
      entry.manifests === undefined
        ? null
        : flattenLists(entry.manifests).map((item) => textAt(item, 'kind')),
  }),
  sourceCapacity: checkSourceCapacity,
  kindNames: (entry) =>
    entry.input === undefined
      ? { equal: isSameKind(String(entry.a), String(entry.b)) }
      : { canonical: canonicalKindName(String(entry.input)) },
  artifactIdentity: (entry) => ({ same: isSameArtifact(entry.a as Artifact, entry.b as Artifact) }),
  friggaNames: (entry) => {
    const parts = parseName(String(entry.name));
    if (!parts && entry.expected.error) return { error: true };
    const { cluster, app, stack, detail, push, sequence } = parts ?? {};
    const read = { group: parts ? entry.name : null, cluster, app, stack, detail, push, sequence };
    return Object.fromEntries(Object.entries(read).map(([key, value]) => [key, nullable(value)]));
  },
};

async function checkDeploy(entry: Entry): Promise<unknown> {
  const options = entry.options as Partial<PlanInput>;
  const services = listOf<KubernetesObject>(entry.clusterServices);
  // Selecting is kubectl's work in the original; where its stand-in selected nothing, no manifest carries the label.
  const given = listOf<KubernetesObject>(entry.manifests);
  const manifests = 'kubectlAppliesNothing' in options ? given.map(withoutLabels) : given;
  const input: PlanInput = {
    manifests,
    moniker: { app: 'my-app' },
    defaultNamespace: String(entry.defaultNamespace),
    ...options,
  };
  const { expected } = entry;
  try {
    const plan = await planDeploy(input, emptyCluster(services));
    const deployed: Record<string, string[]> = {};
    for (const { manifest } of plan.manifests) {
      const namespace = manifest.metadata.namespace ?? '';
      deployed[namespace] = [...(deployed[namespace] ?? []), manifestNameOf(manifest)];
    }
    const last = plan.manifests.at(-1)?.manifest;
    const references = (artifacts: readonly Artifact[]) => artifacts.map((artifact) => artifact.reference);
    const got: Record<string, unknown> = {
      ok: true,
      manifests: plan.manifests.map(({ manifest }) => manifest),
      deployed,
      bound: references(plan.bound),
      created: references(plan.created),
      traffic: last && loadBalancersOf(last),
      templateLabelsContain: subset(
        textsAt(last, 'spec', 'template', 'metadata', 'labels'),
        expected.templateLabelsContain,
      ),
      labelsContain: subset(textsAt(last, 'metadata', 'labels'), expected.labelsContain),
    };
    return onlyExpected(got, expected);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const prefix = String(expected.messagePrefix ?? '');
    const got = {
      error: true,
      message,
      deployed: {},
      messagePrefix: message.startsWith(prefix) ? prefix : message,
    };
    return onlyExpected(got, expected);
  }
}

async function checkSourceCapacity(entry: Entry): Promise<unknown> {
  const lookedUp: string[] = [];
  const metadata = { name: String(entry.manifestName), namespace: 'ns' };
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { ...metadata, annotations: { [annotation.useSourceCapacity]: 'true' } },
    spec: {},
  };
  const version = versionText(Number(entry.latestVersion));
  const annotations = { [annotation.artifactName]: metadata.name, [annotation.artifactVersion]: version };
  const latest = { ...manifest, metadata: { ...metadata, name: `${metadata.name}-${version}`, annotations } };
  const plan = await planDeploy(
    { manifests: [manifest], moniker: { app: 'a' } },
    {
      ...emptyCluster([]),
      sameKind: async () => [latest],
      live: async (ref) => {
        lookedUp.push(ref.name);
        return entry.previousReplicas === null
          ? undefined
          : { ...latest, spec: { replicas: entry.previousReplicas } };
      },
    },
  );
  return {
    looksUp: lookedUp[0],
    replicas: nullable(valueAt(plan.manifests[0]?.manifest, 'spec', 'replicas')),
  };
}

function emptyCluster(services: readonly KubernetesObject[]): Surroundings {
  return {
    account: 'my-account',
    isNamespaced: async () => true,
    live: async (ref) => services.find((service) => service.metadata.name === ref.name),
    sameKind: async () => [],
  };
}

function withoutLabels(manifest: KubernetesObject): KubernetesObject {
  return { ...manifest, metadata: { ...manifest.metadata, labels: {} } };
}

function subset(labels: Record<string, string>, expected: unknown): unknown {
  return Object.fromEntries(Object.keys((expected ?? {}) as object).map((key) => [key, labels[key]]));
}

function atPointer(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return valueAt(value, ...steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
}
