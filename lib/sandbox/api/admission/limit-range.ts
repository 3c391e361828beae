import { parseQuantity } from '../../kinds/quantity.ts';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { listAt, objectAt, textAt } from '../../store/read-json.ts';
import { forbidden } from '../../store/status-error.ts';
import type { Api } from '../context.ts';
import { ensure, items } from '../defaults/draft.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

function nano(value: unknown): bigint {
  return parseQuantity(String(value ?? '0'))?.nano ?? 0n;
}

/** Gives a container what it does not say; answers what was given, in words. */
function fillContainer(container: JsonObject, limit: JsonObject): string[] {
  const name = textAt(container, 'name');
  const resources = ensure(container, 'resources');
  const given: string[] = [];
  const fill = (of: 'requests' | 'limits', word: string, amounts: JsonObject) => {
    for (const [resource, amount] of Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const own = ensure(resources, of);
      if (own[resource] !== undefined) continue;
      own[resource] = amount;
      given.push(`${resource} ${word} for container ${name}`);
    }
  };
  fill('requests', 'request', objectAt(limit, 'defaultRequest'));
  fill('limits', 'limit', objectAt(limit, 'default'));
  return given;
}

interface Amounts {
  readonly requests: JsonObject;
  readonly limits: JsonObject;
}

/** What asks for more or less than a limit allows. */
function outOfBounds({ requests, limits }: Amounts, limit: JsonObject): string[] {
  const type = textAt(limit, 'type');
  const faults: string[] = [];
  for (const [resource, bound] of Object.entries(objectAt(limit, 'min'))) {
    const what = `minimum ${resource} usage per ${type} is ${String(bound)}`;
    if (requests[resource] === undefined) faults.push(`${what}.  No request is specified`);
    else if (nano(requests[resource]) < nano(bound))
      faults.push(`${what}, but request is ${String(requests[resource])}`);
    else if (limits[resource] !== undefined && nano(limits[resource]) < nano(bound)) {
      faults.push(`${what}, but limit is ${String(limits[resource])}`);
    }
  }
  for (const [resource, bound] of Object.entries(objectAt(limit, 'max'))) {
    const what = `maximum ${resource} usage per ${type} is ${String(bound)}`;
    if (limits[resource] === undefined) faults.push(`${what}.  No limit is specified`);
    else if (nano(limits[resource]) > nano(bound))
      faults.push(`${what}, but limit is ${String(limits[resource])}`);
    else if (requests[resource] !== undefined && nano(requests[resource]) > nano(bound)) {
      faults.push(`${what}, but request is ${String(requests[resource])}`);
    }
  }
  return [...faults, ...outOfRatio({ requests, limits }, limit)];
}

function outOfRatio({ requests, limits }: Amounts, limit: JsonObject): string[] {
  return Object.entries(objectAt(limit, 'maxLimitRequestRatio')).flatMap(([resource, bound]) => {
    const what = `${resource} max limit to request ratio per ${textAt(limit, 'type')} is ${String(bound)}`;
    const request = nano(requests[resource]);
    const most = nano(limits[resource]);
    if (request === 0n) return [`${what}, but no request is specified or request is 0`];
    if (most === 0n) return [`${what}, but no limit is specified or limit is 0`];
    const ratio = Number(most) / Number(request);
    return ratio > Number(nano(bound)) / 1e9 ? [`${what}, but provided ratio is ${ratio.toFixed(6)}`] : [];
  });
}

const NANO = 1_000_000_000n;

/** The sum of a resource over containers, as the server prints it; undefined where one of them says nothing. */
function total(amounts: readonly JsonObject[], resource: string): string | undefined {
  if (amounts.some((each) => each[resource] === undefined)) return undefined;
  const sum = amounts.reduce((so, each) => so + nano(each[resource]), 0n);
  const isWhole = sum % NANO === 0n || resource !== 'cpu';
  return isWhole ? String(sum / NANO) : `${sum / (NANO / 1000n)}m`;
}

function ofContainer(container: JsonObject): Amounts {
  return {
    requests: objectAt(container, 'resources', 'requests'),
    limits: objectAt(container, 'resources', 'limits'),
  };
}

/** What a pod's containers ask for together. */
function ofPod(containers: readonly JsonObject[]): Amounts {
  const of = (field: 'requests' | 'limits'): JsonObject => {
    const amounts = containers.map((container) => objectAt(container, 'resources', field));
    const names = [...new Set(amounts.flatMap((each) => Object.keys(each)))];
    return Object.fromEntries(
      names.flatMap((name) => {
        const sum = total(amounts, name);
        return sum === undefined ? [] : [[name, sum]];
      }),
    );
  };
  return { requests: of('requests'), limits: of('limits') };
}

function limitsIn(api: Api, object: JsonObject): JsonObject[] {
  return api.store
    .list('limitranges', { namespace: textAt(object, 'metadata', 'namespace') })
    .flatMap(({ spec }) => listAt(spec, 'limits'))
    .filter((limit) => isJsonObject(limit));
}

function refuse(resource: string, object: JsonObject, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const why = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
  throw forbidden(resource, textAt(object, 'metadata', 'name'), why ?? '');
}

/** Applies the limit ranges of its namespace to a new pod: defaults first, then bounds. @throws StatusError Forbidden */
export function admitLimits(api: Api, pod: JsonObject): void {
  const limits = limitsIn(api, pod);
  if (limits.length === 0) return;
  const containers = [...items(pod.spec, 'initContainers'), ...items(pod.spec, 'containers')];
  const given = limits
    .filter(({ type }) => type === 'Container')
    .flatMap((limit) => containers.flatMap((container) => fillContainer(container, limit)));
  if (given.length > 0) {
    ensure(ensure(pod, 'metadata'), 'annotations')[ANNOTATION] =
      `LimitRanger plugin set: ${given.join('; ')}`;
  }
  const faults = limits.flatMap((limit) => {
    if (limit.type === 'Pod') return outOfBounds(ofPod(items(pod.spec, 'containers')), limit);
    if (limit.type !== 'Container') return [];
    return containers.flatMap((container) => outOfBounds(ofContainer(container), limit));
  });
  refuse('pods', pod, faults);
}

/** Holds a claim to the limit ranges of its namespace. @throws StatusError Forbidden */
export function admitClaimLimits(api: Api, claim: JsonObject): void {
  const requests = objectAt(claim, 'spec', 'resources', 'requests');
  const faults = limitsIn(api, claim)
    .filter(({ type }) => type === 'PersistentVolumeClaim')
    .flatMap((limit) => [
      ...outOfBounds({ requests, limits: {} }, { type: limit.type, min: limit.min ?? {} }),
      // A claim has no limits: what it requests is what the maximum is about.
      ...outOfBounds({ requests, limits: requests }, { type: limit.type, max: limit.max ?? {} }).map(
        (fault) => fault.replace('but limit is', 'but request is'),
      ),
    ]);
  refuse('persistentvolumeclaims', claim, faults);
}
