import { isJsonObject, type JsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';
import { applyJsonPatch } from '../patches/json-patch.ts';
import { applyMergePatch } from '../patches/merge-patch.ts';
import { readPath } from '../tables/custom-columns.ts';
import { scaleTable } from '../tables/scale-cells.ts';
import { labelsText, selectorText } from '../tables/selector-text.ts';
import { invalid, invalidValue } from '../validation/invalid.ts';
import { viewOf } from '../views/accept.ts';
import { liveObject } from './read-object.ts';
import { checkFreshness, storeChange } from './replace-object.ts';
import { readWriteOptions } from './write-options.ts';

/** The path of the desired count: the same for all built-in kinds, told by the definition for custom ones. */
function replicasPath({ resource }: ResourceCall): string[] {
  const path = resource.custom?.scale?.specReplicasPath ?? '.spec.replicas';
  return path.split('.').filter((step) => step !== '');
}

function selectorOf({ resource }: ResourceCall, object: KubernetesObject): string {
  if (resource.custom !== undefined) {
    const path = resource.custom.scale?.labelSelectorPath;
    const found = path === undefined ? undefined : readPath(object, path);
    return typeof found === 'string' ? found : '';
  }
  const selector = at(object.spec, 'selector');
  const text = resource.id === 'replicationcontrollers' ? labelsText(selector) : selectorText(selector);
  return text === '<none>' ? '' : text;
}

/** The Scale of an object: what autoscaling/v1 shows of it. */
function scaleOf(call: ResourceCall, object: KubernetesObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const statusPath = call.resource.custom?.scale?.statusReplicasPath ?? '.status.replicas';
  const selector = selectorOf(call, object);
  const desired = at(object, ...replicasPath(call));
  const current = readPath(object, statusPath);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: typeof desired === 'number' && desired > 0 ? { replicas: desired } : {},
    status: { replicas: typeof current === 'number' ? current : 0, ...(selector === '' ? {} : { selector }) },
  };
}

function withReplicas(
  object: JsonObject,
  [step = '', ...rest]: readonly string[],
  replicas: number,
): JsonObject {
  const inner = objectAt(object, step);
  return { ...object, [step]: rest.length === 0 ? replicas : withReplicas(inner, rest, replicas) };
}

/** GET of a scale. */
export function readScale(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const scale = scaleOf(call, liveObject(api, call));
  const isTable = viewOf(request, { group: 'autoscaling', kind: 'Scale' }).kind === 'table';
  return json(isTable ? scaleTable(scale, api.store.now()) : scale);
}

function patchedScale(request: ApiRequest, current: JsonObject): JsonObject {
  const patch: unknown = JSON.parse(request.body.toString('utf8'));
  if (request.contentType === 'application/json-patch+json') return applyJsonPatch(current, patch);
  if (!/merge-patch|apply-patch/.test(request.contentType)) {
    throw new StatusError(415, 'UnsupportedMediaType', 'the body of the request was in an unknown format');
  }
  const merged = applyMergePatch(current, patch);
  return isJsonObject(merged) ? merged : {};
}

function checkName({ name }: ResourceCall, request: ApiRequest): void {
  const given = textAt(readBody(request).value, 'metadata', 'name');
  if (given === name) return;
  throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
}

/** PUT or PATCH of a scale: sets the desired count. */
export function writeScale(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const isPatch = request.method === 'PATCH';
  const options = readWriteOptions(
    request.query,
    request.userAgent,
    isPatch ? 'PatchOptions' : 'UpdateOptions',
  );
  if (!isPatch) checkName(call, request);
  const live = liveObject(api, call);
  const scale = isPatch ? patchedScale(request, scaleOf(call, live)) : readBody(request).value;
  if (scale.kind !== undefined && scale.kind !== 'Scale')
    throw badRequest(`the object provided is unrecognized (must be of type Scale)`);
  const metadata = objectAt(scale, 'metadata');
  checkFreshness(call, live, { apiVersion: '', kind: '', metadata });
  const replicas = numberAt(scale, 'spec', 'replicas');
  if (replicas < 0) {
    throw invalid({ group: 'autoscaling', kind: 'Scale' }, live.metadata.name, [
      invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  }
  const next = withReplicas({ ...live }, replicasPath(call), replicas);
  const written = storeChange(api, call, live, { ...live, ...next }, options);
  return json(scaleOf(call, written.object));
}
