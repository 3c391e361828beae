import { applyPatch, type Operation } from 'rfc6902';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';

function unprocessable(message: string): StatusError {
  return new StatusError(422, 'Invalid', message, {});
}

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

function isOperation(value: unknown): value is Operation {
  return (
    isJsonObject(value) &&
    typeof value.op === 'string' &&
    OPERATIONS.includes(value.op) &&
    typeof value.path === 'string'
  );
}

/** Why one operation failed, in the server's words. */
function failure(operation: Operation, error: Error): StatusError {
  if (operation.op === 'test')
    return unprocessable(`the server rejected our request due to an error in our request`);
  const name = error.name === 'MissingError' ? 'missing path' : error.message;
  return unprocessable(
    `${operation.op} operation does not apply: doc is missing ${operation.op === 'remove' ? 'key' : 'path'}: ${operation.path}: ${name === 'missing path' ? 'missing value' : name}`,
  );
}

/**
 * Applies a JSON patch (RFC 6902) to a copy.
 * @throws StatusError BadRequest for what is no patch, Invalid when an operation does not apply
 */
export function applyJsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch) || !patch.every(isOperation)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  const copy = structuredClone(target);
  // applyPatch goes on after a failure, so the results are looked at before the copy is used.
  const results = applyPatch(copy, structuredClone(patch));
  for (const [index, error] of results.entries()) {
    const operation = patch[index];
    if (error !== null && operation !== undefined) throw failure(operation, error);
  }
  return copy;
}
