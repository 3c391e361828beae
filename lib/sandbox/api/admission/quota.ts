import type { ServedResource } from '../../kinds/catalogue.ts';
import { canonicalQuantity, parseQuantity, quantityText } from '../../kinds/quantity.ts';
import type { DraftObject, KubernetesObject, ResourceId } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { forbidden } from '../../store/status-error.ts';
import type { Api } from '../context.ts';
import { hasScopes, isInScope } from './quota-scopes.ts';

type Amounts = Map<string, bigint>;

function nano(value: unknown): bigint {
  return parseQuantity(String(value ?? '0'))?.nano ?? 0n;
}

function add(to: Amounts, name: string, amount: bigint): void {
  to.set(name, (to.get(name) ?? 0n) + amount);
}

const ONE = 1_000_000_000n;

function larger(a: bigint, b: bigint): bigint {
  if (a < b) return b;
  return a;
}

/** What a pod takes of cpu and memory: its containers together, or its largest init container when that is more. */
function podAmounts(pod: DraftObject): Amounts {
  const amounts: Amounts = new Map([
    ['pods', ONE],
    ['count/pods', ONE],
  ]);
  for (const side of ['requests', 'limits']) {
    for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
      const each = (list: string) =>
        listAt(pod.spec, list).map((container) => nano(at(container, 'resources', side, name)));
      const sum = each('containers').reduce((total, one) => total + one, 0n);
      const most = each('initContainers').reduce(larger, 0n);
      const amount = larger(sum, most);
      amounts.set(`${side}.${name}`, amount);
      if (side === 'requests') amounts.set(name, amount);
    }
  }
  return amounts;
}

/** What one object of a kind takes of quotas. */
function amountsOf(id: ResourceId, object: DraftObject): Amounts {
  if (id === 'pods') return podAmounts(object);
  const amounts: Amounts = new Map([[`count/${id}`, ONE]]);
  if (!id.includes('.')) amounts.set(id, ONE);
  if (id === 'services') {
    const type = textAt(object.spec, 'type');
    const nodePorts = listAt(object.spec, 'ports').filter(
      (port) => at(port, 'nodePort') !== undefined,
    ).length;
    if (type === 'LoadBalancer') amounts.set('services.loadbalancers', ONE);
    if (nodePorts > 0) amounts.set('services.nodeports', ONE * BigInt(nodePorts));
  }
  if (id === 'persistentvolumeclaims') {
    amounts.set('requests.storage', nano(at(object.spec, 'resources', 'requests', 'storage')));
  }
  return amounts;
}

/** Pods that have ended no longer take anything but their place in `count/pods`. */
function counts(id: ResourceId, object: KubernetesObject): boolean {
  const phase = textAt(object.status, 'phase');
  return id !== 'pods' || (phase !== 'Succeeded' && phase !== 'Failed');
}

/** The kind whose objects a quota's line counts. */
function counted(line: string): ResourceId {
  if (line.startsWith('count/')) return line.slice('count/'.length);
  if (line.startsWith('services')) return 'services';
  if (line === 'requests.storage' || line === 'persistentvolumeclaims') return 'persistentvolumeclaims';
  return /^(pods$|cpu$|memory$|ephemeral-storage$|requests\.|limits\.)/.test(line) ? 'pods' : line;
}

/** What a namespace uses of a quota's lines. */
function usedOf(api: Api, namespace: string, lines: readonly string[], quota: KubernetesObject): Amounts {
  const used: Amounts = new Map(lines.map((line) => [line, 0n]));
  for (const id of new Set(lines.map(counted))) {
    for (const object of api.store.list(id, {
      namespace,
      matches: (one) => counts(id, one) && isInScope(quota, one),
    })) {
      for (const [line, amount] of amountsOf(id, object)) if (used.has(line)) add(used, line, amount);
    }
  }
  return used;
}

/** An amount in the style of the limit it stands beside. */
function amountText(amount: bigint, like: unknown): string {
  const format = parseQuantity(String(like))?.format ?? 'decimal';
  return quantityText({ nano: amount, format });
}

/** A quota on compute asks that every container says what it takes. */
function missing(pod: DraftObject, lines: readonly string[]): string[] {
  return lines
    .filter((line) => /^(cpu|memory|requests\.(cpu|memory)|limits\.(cpu|memory))$/.test(line))
    .sort()
    .flatMap((line) => {
      const [of, name] = line.includes('.') ? line.split('.') : ['requests', line];
      const silent = listAt(pod.spec, 'containers').filter(
        (container) => at(container, 'resources', of ?? '', name ?? '') === undefined,
      );
      return silent.length === 0
        ? []
        : [`${line} for: ${silent.map((one) => textAt(one, 'name')).join(',')}`];
    });
}

function checkOne(
  api: Api,
  resource: ServedResource,
  draft: DraftObject,
  quota: KubernetesObject,
  live: DraftObject | undefined,
): void {
  if (hasScopes(quota) && (resource.storage.id !== 'pods' || !isInScope(quota, draft))) return;
  const { namespace = '', name = '' } = draft.metadata;
  const hard = objectAt(quota.spec, 'hard');
  const asked = amountsOf(resource.storage.id, draft);
  // A change asks for what it adds.
  for (const [line, amount] of live === undefined ? [] : amountsOf(resource.storage.id, live))
    add(asked, line, -amount);
  const lines = Object.keys(hard).filter((line) => asked.has(line));
  if (lines.length === 0) return;
  const lacks = resource.storage.id === 'pods' && live === undefined ? missing(draft, lines) : [];
  if (lacks.length > 0) {
    throw forbidden(
      resource.id,
      name,
      `failed quota: ${quota.metadata.name}: must specify ${lacks.join('; ')}`,
    );
  }
  const used = usedOf(api, namespace, lines, quota);
  const over = lines
    .filter(
      (line) =>
        (asked.get(line) ?? 0n) > 0n && (used.get(line) ?? 0n) + (asked.get(line) ?? 0n) > nano(hard[line]),
    )
    .sort();
  if (over.length === 0) return;
  const list = (amount: (line: string) => string) => over.map((line) => `${line}=${amount(line)}`).join(',');
  throw forbidden(
    resource.id,
    name,
    `exceeded quota: ${quota.metadata.name}, requested: ${list((line) => amountText(asked.get(line) ?? 0n, hard[line]))}, used: ${list((line) => amountText(used.get(line) ?? 0n, hard[line]))}, limited: ${list((line) => canonicalQuantity(String(hard[line])))}`,
  );
}

/** Refuses what passes a quota of its namespace: a new object, or what a change adds. @throws StatusError Forbidden */
export function checkQuota(api: Api, resource: ServedResource, draft: DraftObject, live?: DraftObject): void {
  const { namespace } = draft.metadata;
  if (namespace === undefined) return;
  for (const quota of api.store.list('resourcequotas', { namespace }))
    checkOne(api, resource, draft, quota, live);
}
