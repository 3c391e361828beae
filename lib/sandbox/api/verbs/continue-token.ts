import { isJsonObject } from '../../store/object.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';

const VERSION = 'meta.k8s.io/v1';

/** Where a paged list goes on: after this key, as the objects were at this version. Version -1: as they are now. */
export interface ContinueToken {
  readonly version: number;
  readonly after: string;
}

export function writeToken({ version, after }: ContinueToken): string {
  const token = JSON.stringify({ v: VERSION, rv: version, start: `${after}\u0000` });
  return Buffer.from(token).toString('base64url');
}

function refused(why: string): StatusError {
  return badRequest(`invalid continue token: continue key is not valid: ${why}`);
}

function parsed(text: string): { v?: unknown; rv?: unknown; start?: unknown } | undefined {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return isJsonObject(token) ? token : undefined;
  } catch {
    return undefined;
  }
}

/** @throws StatusError BadRequest for anything this server did not write */
export function readToken(text: string): ContinueToken {
  const token = parsed(text);
  if (token !== undefined) {
    const { v = '', rv = 0, start = '' } = token;
    if (v !== VERSION) throw refused(`server does not recognize this encoded version ${String(v)}`);
    if (typeof rv !== 'number' || rv === 0)
      throw refused(`incorrect encoded start resourceVersion (version ${VERSION})`);
    if (typeof start !== 'string' || start === '')
      throw refused(`encoded start key empty (version ${VERSION})`);
    return { version: rv, after: start.endsWith('\u0000') ? start.slice(0, -1) : start };
  }
  const at = /[^A-Za-z0-9_-]/.exec(text)?.index ?? (text.length % 4 === 1 ? text.length - 1 : undefined);
  if (at !== undefined) {
    throw refused(`illegal base64 data at input byte ${at}`);
  }
  const byte = Buffer.from(text, 'base64url')[0] ?? 0;
  const first =
    byte < 0x20 || byte > 0x7e ? `\\u${byte.toString(16).padStart(4, '0')}` : String.fromCharCode(byte);
  throw refused(`invalid character '${first}' looking for beginning of value`);
}

/** The 410 of a token whose past is forgotten; it brings a token that goes on with the present. */
export function expiredToken(after: string): StatusError {
  const error = new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  Object.assign(error.status.metadata, { continue: writeToken({ version: -1, after }) });
  return error;
}
