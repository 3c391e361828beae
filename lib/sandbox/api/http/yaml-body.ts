import { parse } from 'yaml';
import { decodeProtobuf, isProtobuf } from '../../kinds/decode-protobuf.ts';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';
import { jsonError } from './json-error.ts';
import type { ApiRequest } from './request.ts';

/** Paths of keys that a JSON text names twice, as `spec.replicas`; `JSON.parse` itself keeps the last and says nothing. */
export function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  const stack: { keys: Set<string>; path: string; list: boolean; index: number; key: string }[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  let previous = '';
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    const top = stack.at(-1);
    if (token === '{' || token === '[') {
      const inside =
        top === undefined ? '' : top.list ? `${top.path}[${top.index}]` : join(top.path, top.key);
      stack.push({ keys: new Set(), path: inside, list: token === '[', index: 0, key: '' });
    } else if (token === '}' || token === ']') stack.pop();
    else if (token === ',') {
      if (top?.list === true) top.index += 1;
    } else if (token !== ':' && top?.list === false && (previous === '{' || previous === ',')) {
      top.key = JSON.parse(token) as string;
      const path = join(top.path, top.key);
      if (top.keys.has(top.key) && !found.includes(path)) found.push(path);
      top.keys.add(top.key);
    }
    previous = token;
  }
  return found;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

const TYPE_META = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;
const SHOWN_BYTES = 30;

/** The beginning of a body as the server quotes it: text where it looks like an object, bytes where it does not. */
function quotedBody(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const shown = body.subarray(0, SHOWN_BYTES);
  const text = body[0] === 0x7b ? shown.toString('utf8') : shown.toString('hex');
  return body.length > SHOWN_BYTES ? `${text} ...` : text;
}

function unrecognized(kind: string, why: string, body: Buffer | undefined): StatusError {
  const bytes = body === undefined ? '' : ` (${quotedBody(body)})`;
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why}${bytes}`,
  );
}

/** What Go says where Node has other words: of a text that ends too early both know no more. */
function whyNoJson(text: string, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const position = Number(/at position (\d+)/.exec(said)?.[1] ?? 0);
  const isCut = position >= text.trimEnd().length || /^Unterminated|^Unexpected end/.test(said);
  return isCut ? 'unexpected end of JSON input' : said;
}

/** What a body may say that it is; one that says nothing is JSON. */
const READABLE = ['', 'application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

function unknownFormat(): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${READABLE.slice(1).join(', ')}`,
  );
}

/** Reads a body of JSON, YAML or Kubernetes' binary encoding. @throws StatusError BadRequest when it is neither or no object */
export function readBody(
  { body, contentType }: ApiRequest,
  kind = 'Object',
): {
  value: JsonObject;
  duplicates: readonly string[];
} {
  if (!READABLE.includes(contentType)) throw unknownFormat();
  const isYaml = contentType.endsWith('yaml');
  const text = isProtobuf(body) ? '' : body.toString('utf8');
  let value: unknown;
  try {
    if (isProtobuf(body)) value = decodeProtobuf(body);
    else value = isYaml ? parse(text, { version: '1.1', uniqueKeys: false }) : JSON.parse(text);
  } catch (error) {
    const why = jsonError(text) ?? whyNoJson(text, error);
    throw unrecognized(kind, why, isYaml || isProtobuf(body) ? undefined : body);
  }
  if (!isJsonObject(value)) {
    const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    const why = `json: cannot unmarshal ${type === 'boolean' ? 'bool' : type} into Go value of type ${TYPE_META}`;
    throw unrecognized(kind, why, isYaml ? undefined : body);
  }
  return { value, duplicates: isYaml ? [] : duplicateKeys(text) };
}
