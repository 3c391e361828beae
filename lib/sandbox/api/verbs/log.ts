import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '../../store/object.ts';
import { listAt, textAt } from '../../store/read-json.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';
import type { Api, LogLine, LogProvider, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, flag, text } from '../http/request.ts';
import { type FieldFault, invalid, invalidValue, notAllowed } from '../validation/invalid.ts';
import { liveObject } from './read-object.ts';

function names(pod: KubernetesObject, list: string): string[] {
  return listAt(pod.spec, list).map((container) => textAt(container, 'name'));
}

/** The container a request means (of its log, or to run something in); a pod of one container needs no name. @throws StatusError BadRequest */
export function containerOf(pod: KubernetesObject, asked: string | null): string {
  const { name } = pod.metadata;
  const containers = names(pod, 'containers');
  const inits = names(pod, 'initContainers');
  if (asked !== null && asked !== '') {
    if ([...containers, ...inits, ...names(pod, 'ephemeralContainers')].includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const [only, ...others] = containers;
  if (only !== undefined && others.length === 0) return only;
  const init = inits.length === 0 ? '' : ` or one of the init containers: [${inits.join(' ')}]`;
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${containers.join(' ')}]${init}`,
  );
}

/** Why there is no log, as the kubelet says it. */
function noLog(pod: KubernetesObject, container: string, previous: boolean): StatusError {
  const { name } = pod.metadata;
  const where = `container ${JSON.stringify(container)} in pod ${JSON.stringify(name)}`;
  if (previous) return badRequest(`previous terminated ${where} not found`);
  const statuses = [
    ...listAt(pod.status, 'containerStatuses'),
    ...listAt(pod.status, 'initContainerStatuses'),
  ];
  const status = statuses.find((one) => textAt(one, 'name') === container);
  const reason = textAt(status, 'state', 'waiting', 'reason');
  if (reason === 'ErrImagePull' || reason === 'ImagePullBackOff') {
    return badRequest(`${where} is waiting to start: trying and failing to pull image`);
  }
  return badRequest(`${where} is waiting to start: ${reason || 'ContainerCreating'}`);
}

interface Format {
  readonly timestamps: boolean;
  readonly since: number;
  readonly tailLines?: number;
  readonly limitBytes: number;
}

function number(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  return value === null || value === '' ? undefined : Number(value);
}

function readFormat(api: Api, query: URLSearchParams): Format {
  const seconds = number(query, 'sinceSeconds');
  const time = query.get('sinceTime');
  const tailLines = number(query, 'tailLines');
  const since = seconds === undefined ? 0 : api.store.now().getTime() - seconds * 1000;
  return {
    timestamps: flag(query, 'timestamps'),
    since: time === null ? since : Date.parse(time),
    ...(tailLines === undefined || tailLines < 0 ? {} : { tailLines }),
    limitBytes: number(query, 'limitBytes') ?? Number.POSITIVE_INFINITY,
  };
}

function written({ time, text: line }: LogLine, { timestamps }: Format): string {
  return timestamps ? `${time.toISOString().replace('Z', '000000Z')} ${line}\n` : `${line}\n`;
}

function chosen(lines: readonly LogLine[], format: Format): string {
  const recent = lines.filter(({ time }) => time.getTime() >= format.since);
  const tail =
    format.tailLines === undefined
      ? recent
      : recent.slice(recent.length - Math.min(format.tailLines, recent.length));
  const all = tail.map((line) => written(line, format)).join('');
  return Number.isFinite(format.limitBytes)
    ? Buffer.from(all).subarray(0, format.limitBytes).toString()
    : all;
}

function provider(api: Api): LogProvider {
  const logs = api.logs();
  if (logs !== undefined) return logs;
  throw new StatusError(
    503,
    'ServiceUnavailable',
    'no kubelet runs in this sandbox: it was started without controllers',
  );
}

/** @throws StatusError Invalid for numbers that no log can be cut by */
function checkLogOptions({ name = '' }: ResourceCall, query: URLSearchParams): void {
  const faults: FieldFault[] = [];
  const tailLines = number(query, 'tailLines');
  if (tailLines !== undefined && tailLines < 0)
    faults.push(invalidValue('tailLines', tailLines, 'must be greater than or equal to 0'));
  const limitBytes = number(query, 'limitBytes');
  if (limitBytes !== undefined && limitBytes < 1)
    faults.push(invalidValue('limitBytes', limitBytes, 'must be greater than 0'));
  const since = number(query, 'sinceSeconds');
  if (since !== undefined && query.has('sinceTime'))
    faults.push(notAllowed('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  else if (since !== undefined && since < 1)
    faults.push(invalidValue('sinceSeconds', since, 'must be greater than 0'));
  if (faults.length > 0) throw invalid({ group: '', kind: 'PodLogOptions' }, name, faults);
}

/** GET of a pod's log: what is written so far, and with `follow` every line after it until the container ends. */
export function readLog(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { query } = request;
  checkLogOptions(call, query);
  const pod = liveObject(api, call);
  const container = containerOf(pod, query.get('container'));
  if (textAt(pod.spec, 'nodeName') === '')
    throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  const previous = flag(query, 'previous');
  const logs = provider(api);
  const lines = logs.read(pod, container, previous);
  if (lines === undefined) throw noLog(pod, container, previous);
  const format = readFormat(api, query);
  const first = chosen(lines, format);
  if (!flag(query, 'follow') || previous) return text(first);
  const write = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.flushHeaders();
    if (first !== '') response.write(first);
    const leave = logs.follow(
      pod,
      container,
      (line) => void response.write(written(line, format)),
      () => end(),
    );
    const end = () => {
      leave();
      api.stopped.removeEventListener('abort', end);
      response.end();
    };
    api.stopped.addEventListener('abort', end);
    response.on('close', end);
  };
  return { kind: 'stream', write };
}
