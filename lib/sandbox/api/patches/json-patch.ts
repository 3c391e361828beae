import { applyPatch, type Operation } from 'rfc6902';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';

/** The real server says the same of every operation that does not apply, and no more. */
function unprocessable(): StatusError {
  return new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
  );
}

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

function isOperation(value: unknown): value is Operation {
  return isJsonObject(value) && typeof value.op === 'string' && typeof value.path === 'string';
}

function isObjects(patch: unknown): patch is JsonObject[] {
  return Array.isArray(patch) && patch.every((value) => isJsonObject(value));
}

/**
 * Applies a JSON patch (RFC 6902) to a copy.
 * @throws StatusError BadRequest for what is no patch, Invalid when an operation does not apply
 */
export function applyJsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!isObjects(patch)) {
    const found = typeof patch === 'string' ? 'string' : 'object';
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${found} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  const operations: Operation[] = patch.flatMap((one) => (isOperation(one) ? [one] : []));
  if (operations.length < patch.length || !operations.every(({ op }) => OPERATIONS.includes(op)))
    throw unprocessable();
  const copy = structuredClone(target);
  // applyPatch goes on after a failure, so the results are looked at before the copy is used.
  const results = applyPatch(copy, structuredClone(operations));
  if (results.some((error) => error !== null)) throw unprocessable();
  return copy;
}
