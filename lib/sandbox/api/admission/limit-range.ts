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
function fillContainer(container: JsonObject, kind: string, limit: JsonObject): string[] {
  const resources = ensure(container, 'resources');
  const given: string[] = [];
  const fill = (of: 'requests' | 'limits', word: string, amounts: JsonObject) => {
    const own = ensure(resources, of);
    const missing = Object.keys(amounts).filter((resource) => own[resource] === undefined);
    for (const resource of missing) own[resource] = amounts[resource];
    if (missing.length > 0)
      given.push(`${missing.sort().join(', ')} ${word} for ${kind} ${textAt(container, 'name')}`);
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

/** Gives a new pod what the limit ranges of its namespace say that it asks for when it says nothing. */
export function fillLimits(api: Api, pod: JsonObject): void {
  const given = limitsIn(api, pod)
    .filter(({ type }) => type === 'Container')
    .flatMap((limit) => [
      ...items(pod.spec, 'containers').flatMap((one) => fillContainer(one, 'container', limit)),
      ...items(pod.spec, 'initContainers').flatMap((one) => fillContainer(one, 'init container', limit)),
    ]);
  if (given.length > 0) {
    ensure(ensure(pod, 'metadata'), 'annotations')[ANNOTATION] =
      `LimitRanger plugin set: ${given.join('; ')}`;
  }
}

/** Holds a pod to the limit ranges of its namespace. @throws StatusError Forbidden */
function checkPodLimits(api: Api, pod: JsonObject): void {
  const limits = limitsIn(api, pod);
  const containers = [...items(pod.spec, 'initContainers'), ...items(pod.spec, 'containers')];
  const faults = limits.flatMap((limit) => {
    if (limit.type === 'Pod') return outOfBounds(ofPod(items(pod.spec, 'containers')), limit);
    if (limit.type !== 'Container') return [];
    return containers.flatMap((container) => outOfBounds(ofContainer(container), limit));
  });
  refuse('pods', pod, faults);
}

/** Holds a claim to the limit ranges of its namespace. @throws StatusError Forbidden */
function checkClaimLimits(api: Api, claim: JsonObject): void {
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

/** Holds what is bounded by limit ranges to those of its namespace. @throws StatusError Forbidden */
export function checkLimits(api: Api, id: string, object: JsonObject): void {
  if (id === 'pods') checkPodLimits(api, object);
  if (id === 'persistentvolumeclaims') checkClaimLimits(api, object);
}
