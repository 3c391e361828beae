import { applyPatch, type Operation } from 'rfc6902';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';

/** The server says the same about every operation that does not apply; which one it was stands among the causes. */
function unprocessable(why: string): StatusError {
  return new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {
    causes: [{ reason: 'UnexpectedServerResponse', message: why }],
  });
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

/**
 * Applies a JSON patch (RFC 6902) to a copy.
 * @throws StatusError BadRequest for what is no patch, Invalid when an operation does not apply
 */
export function applyJsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch) || !patch.every(isOperation)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
  }
  const copy = structuredClone(target);
  // applyPatch goes on after a failure, so the results are looked at before the copy is used.
  const results = applyPatch(copy, structuredClone(patch));
  for (const [index, error] of results.entries()) {
    const operation = patch[index];
    if (error !== null && operation !== undefined)
      throw unprocessable(`${operation.op} operation does not apply: ${operation.path}: ${error.message}`);
  }
  return copy;
}
