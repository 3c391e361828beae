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

/** What a container asks for beyond the bounds. */
function outOfBounds(container: JsonObject, limit: JsonObject): string[] {
  const requests = objectAt(container, 'resources', 'requests');
  const limits = objectAt(container, 'resources', 'limits');
  const faults: string[] = [];
  for (const [resource, bound] of Object.entries(objectAt(limit, 'min'))) {
    const what = `minimum ${resource} usage per Container is ${String(bound)}`;
    if (requests[resource] === undefined) faults.push(`${what}.  No request is specified`);
    else if (nano(requests[resource]) < nano(bound))
      faults.push(`${what}, but request is ${String(requests[resource])}`);
    else if (limits[resource] !== undefined && nano(limits[resource]) < nano(bound)) {
      faults.push(`${what}, but limit is ${String(limits[resource])}`);
    }
  }
  for (const [resource, bound] of Object.entries(objectAt(limit, 'max'))) {
    const what = `maximum ${resource} usage per Container is ${String(bound)}`;
    if (limits[resource] === undefined) faults.push(`${what}.  No limit is specified`);
    else if (nano(limits[resource]) > nano(bound))
      faults.push(`${what}, but limit is ${String(limits[resource])}`);
    else if (requests[resource] !== undefined && nano(requests[resource]) > nano(bound)) {
      faults.push(`${what}, but request is ${String(requests[resource])}`);
    }
  }
  return faults;
}

/** Applies the limit ranges of its namespace to a new pod: defaults first, then bounds. @throws StatusError Forbidden */
export function admitLimits(api: Api, pod: JsonObject): void {
  const namespace = textAt(pod, 'metadata', 'namespace');
  const limits = api.store
    .list('limitranges', { namespace })
    .flatMap(({ spec }) => listAt(spec, 'limits'))
    .filter((limit) => isJsonObject(limit))
    .filter(({ type }) => type === 'Container');
  if (limits.length === 0) return;
  const containers = [...items(pod.spec, 'initContainers'), ...items(pod.spec, 'containers')];
  const given = limits.flatMap((limit) => containers.flatMap((container) => fillContainer(container, limit)));
  if (given.length > 0) {
    ensure(ensure(pod, 'metadata'), 'annotations')[ANNOTATION] =
      `LimitRanger plugin set: ${given.join('; ')}`;
  }
  const faults = limits.flatMap((limit) => containers.flatMap((container) => outOfBounds(container, limit)));
  if (faults.length === 0) return;
  const why = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`;
  throw forbidden('pods', textAt(pod, 'metadata', 'name'), why ?? '');
}
