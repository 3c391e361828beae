import { apiVersionOf } from '../../kinds/catalogue.ts';
import { fromStorage, toStorage } from '../../kinds/convert.ts';
import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject, type KubernetesObject } from '../../store/object.ts';
import { badRequest, StatusError, warning } from '../../store/status-error.ts';
import type { Api, ResourceCall } from '../context.ts';
import { goText } from '../http/go-text.ts';
import type { Answer, ApiRequest } from '../http/request.ts';
import { sortedJson } from '../managed-fields/last-applied.ts';
import { applyJsonPatch } from '../patches/json-patch.ts';
import { applyMergePatch } from '../patches/merge-patch.ts';
import { applyStrategicMerge } from '../patches/strategic-merge.ts';
import { invalid, invalidValue, notAllowed } from '../validation/invalid.ts';
import { applyObject } from './apply-object.ts';
import { DecodingError, judgeFields, readTyped } from './manifest.ts';
import { answerObject, liveObject } from './read-object.ts';
import { checkFreshness, storeChange } from './replace-object.ts';
import { readWriteOptions } from './write-options.ts';

type Patch = (live: JsonObject) => JsonObject;

function parsePatch(request: ApiRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw badRequest('invalid JSON patch');
  }
}

function parseObjectPatch(request: ApiRequest): JsonObject {
  const patch = parsePatch(request);
  if (isJsonObject(patch)) return patch;
  const isMerge = request.contentType === 'application/merge-patch+json';
  throw badRequest(
    `${isMerge ? 'error decoding patch: ' : ''}json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`,
  );
}

/** The way a content type changes an object. @throws StatusError UnsupportedMediaType */
function patchOf(api: Api, { resource }: ResourceCall, request: ApiRequest): Patch {
  switch (request.contentType) {
    case 'application/json-patch+json': {
      const patch = parsePatch(request);
      return (live) => applyJsonPatch(live, patch);
    }
    case 'application/merge-patch+json': {
      const patch = parseObjectPatch(request);
      return (live) => {
        const merged = applyMergePatch(live, patch);
        return isJsonObject(merged) ? merged : {};
      };
    }
    case 'application/strategic-merge-patch+json': {
      if (resource.custom !== undefined) break;
      const patch = parseObjectPatch(request);
      const type = api.catalogue.typeOf(resource);
      // The type of an object is not a strategic merge's to change.
      return ({ apiVersion, kind, ...live }) => ({
        ...applyStrategicMerge(type, live, patch),
        apiVersion,
        kind,
      });
    }
    default:
  }
  // Built-in kinds are refused before anybody looks at what they take.
  if (resource.custom === undefined)
    throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  throw new StatusError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
  );
}

/** The patched object as the server quotes it: custom resources with their keys in order, others type first. */
function patchedText(
  { resource }: ResourceCall,
  { apiVersion, kind, metadata, ...content }: JsonObject,
): string {
  const patched = { apiVersion, kind, metadata, ...content };
  return JSON.stringify(resource.custom === undefined ? patched : sortedJson(patched));
}

function checkIdentity(call: ResourceCall, live: KubernetesObject, patched: JsonObject): void {
  const metadata = isJsonObject(patched.metadata) ? patched.metadata : {};
  const expected = apiVersionOf(call.resource.group, call.resource.version);
  const { apiVersion, kind } = patched;
  if (apiVersion !== expected || kind !== call.resource.kind) {
    const why = `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`;
    throw invalid({ group: '', kind: '' }, '', [invalidValue('patch', patchedText(call, patched), why)]);
  }
  if (metadata.name !== live.metadata.name) {
    throw badRequest(
      `the name of the object (${String(metadata.name ?? '')}) does not match the name on the URL (${live.metadata.name})`,
    );
  }
  if (metadata.uid !== live.metadata.uid) {
    throw invalid(call.resource, live.metadata.name, [
      invalidValue('metadata.uid', metadata.uid, 'field is immutable'),
    ]);
  }
  if (metadata.namespace !== live.metadata.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}

/**
 * Reads the patched object as its type. After a strategic merge the server quotes the patch instead of naming the type.
 * @throws StatusError BadRequest, Invalid
 */
function readPatched(api: Api, call: ResourceCall, request: ApiRequest, patched: JsonObject) {
  try {
    const { object, unknown } = readTyped(api, call.resource, patched);
    return { object, warnings: judgeFields(call.resource, request.query, unknown, []) };
  } catch (error) {
    if (!(error instanceof DecodingError)) throw error;
    const isStrategic = request.contentType === 'application/strategic-merge-patch+json';
    const fault = isStrategic
      ? invalidValue(
          'patch',
          goText(mergedAway(api.catalogue.typeOf(call.resource), parseObjectPatch(request))),
          // Bytes fail while the merged object is read, which the server says.
          error.conversion.startsWith('illegal base64')
            ? `error decoding from json: ${error.conversion}`
            : error.conversion,
        )
      : invalidValue('patch', patchedText(call, patched), error.complaint);
    throw invalid({ group: '', kind: '' }, '', [fault]);
  }
}

/** A strategic merge uses up the patch: lists that merge and directives are gone from it when the server quotes it. */
function mergedAway(type: FieldType | undefined, patch: JsonObject): JsonObject {
  const kept = Object.entries(patch).filter(
    ([name, part]) =>
      !name.startsWith('$') && !(Array.isArray(part) && type?.field(name)?.patchStrategies.includes('merge')),
  );
  return Object.fromEntries(
    kept.map(([name, part]) => [name, isJsonObject(part) ? mergedAway(type?.field(name), part) : part]),
  );
}

/** An empty list of managers is the wish to forget them, which is kept as the list of one empty entry. */
function withReset(patched: JsonObject): JsonObject {
  const { metadata } = patched;
  if (!isJsonObject(metadata) || !Array.isArray(metadata.managedFields)) return patched;
  return metadata.managedFields.length > 0
    ? patched
    : { ...patched, metadata: { ...metadata, managedFields: [{}] } };
}

/** PATCH of one object, or of its status: all four kinds of patch. */
export function patchObject(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  if (request.contentType === 'application/apply-patch+yaml') return applyObject(api, call, request);
  const options = readWriteOptions(request.query, request.userAgent, 'PatchOptions');
  if (request.query.has('force'))
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      notAllowed('force', 'may not be specified for non-apply patch'),
    ]);
  const patch = patchOf(api, call, request);
  const live = liveObject(api, call);
  const shown = fromStorage(call.resource, live);
  const patched = withReset(patch(shown as unknown as JsonObject));
  checkIdentity(call, live, patched);
  const { object, warnings } = readPatched(api, call, request, patched);
  checkFreshness(call, live, object);
  const written = warning(warnings, () =>
    storeChange(api, call, live, toStorage(call.resource, object), options),
  );
  return answerObject(api, call, request, written.object, { warnings: [...warnings, ...written.warnings] });
}
