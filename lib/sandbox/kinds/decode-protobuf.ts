import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../store/object.ts';

/**
 * Kubernetes' own binary encoding. Typed Go clients (kubectl's generators, `create token`, `auth can-i`) write built-in kinds
 * in it and do not fall back to JSON, whatever the server says; they are content to be answered in JSON.
 *
 * A body is `k8s\0` and an envelope (runtime.Unknown): apiVersion and kind, then the object's bytes. Field numbers come from
 * protobuf.json, where a field reads `number name type`, with `?` behind it when Go leaves its zero out of JSON.
 */
interface Recorded {
  kinds: Record<string, string>;
  messages: Record<string, string[]>;
}

type Field = { name: string; type: string; dropsZero: boolean };
type Wire = { number: number; value: bigint | Buffer };

const MAGIC = 'k8s\0';
let recorded: Recorded | undefined;
const fieldsOfMessages = new Map<string, Map<number, Field>>();

function descriptions(): Recorded {
  recorded ??= JSON.parse(readFileSync(join(import.meta.dirname, 'protobuf.json'), 'utf8')) as Recorded;
  return recorded;
}

/** Whether a body is in Kubernetes' binary encoding. */
export function isProtobuf(body: Buffer): boolean {
  return body.toString('latin1', 0, MAGIC.length) === MAGIC;
}

/**
 * The object that a body holds, as its JSON form would be.
 *
 * @throws Error with a sentence when the bytes are cut short or the kind is none that has this encoding.
 */
export function decodeProtobuf(body: Buffer): JsonObject {
  const envelope = new Map(
    readFields(body.subarray(MAGIC.length)).map(({ number, value }) => [number, value]),
  );
  const typeMeta = readFields(bytesOf(envelope.get(1)));
  const text = (number: number) =>
    bytesOf(typeMeta.find((field) => field.number === number)?.value).toString('utf8');
  const apiVersion = text(1);
  const kind = text(2);
  const { kinds } = descriptions();
  const message = kinds[`${apiVersion}/${kind}`] ?? kinds[`meta/${kind}`];
  if (!message)
    throw new Error(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`,
    );
  return { kind, apiVersion, ...readMessage(message, bytesOf(envelope.get(2))) };
}

function bytesOf(value: bigint | Buffer | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

function fieldsOf(message: string): Map<number, Field> {
  let fields = fieldsOfMessages.get(message);
  if (!fields) {
    fields = new Map();
    for (const line of descriptions().messages[message] ?? []) {
      const [number = '', name = '', type = '', zero] = line.split(' ');
      fields.set(Number(number), { name, type, dropsZero: zero === '?' });
    }
    fieldsOfMessages.set(message, fields);
  }
  return fields;
}

function readMessage(message: string, bytes: Buffer): JsonObject {
  const fields = fieldsOf(message);
  const result: JsonObject = {};
  for (const { number, value } of readFields(bytes)) {
    const field = fields.get(number);
    if (!field) continue;
    const { name, type } = field;
    if (name === '~') Object.assign(result, readMessage(type, bytesOf(value)));
    else if (type.startsWith('[]')) {
      const before = result[name];
      result[name] = [...(Array.isArray(before) ? before : []), readValue(type.slice(2), value)];
    } else if (type.startsWith('{}')) {
      const before = result[name];
      result[name] = { ...(isJsonObject(before) ? before : {}), ...readEntry(type.slice(2), bytesOf(value)) };
    } else {
      const read = readValue(type, value);
      if (read === undefined || (field.dropsZero && (read === '' || read === 0 || read === false))) continue;
      result[name] = read;
    }
  }
  return result;
}

function readEntry(type: string, bytes: Buffer): JsonObject {
  let key = '';
  let entry: bigint | Buffer | undefined;
  for (const { number, value } of readFields(bytes)) {
    if (number === 1) key = bytesOf(value).toString('utf8');
    else entry = value;
  }
  return { [key]: readValue(type, entry ?? Buffer.alloc(0)) };
}

function readValue(type: string, value: bigint | Buffer): unknown {
  if (type.startsWith('wrapped[]')) {
    return readFields(bytesOf(value)).map((item) => readValue(type.slice('wrapped[]'.length), item.value));
  }
  switch (type) {
    case 'text':
      return bytesOf(value).toString('utf8');
    case 'bool':
      return value === 1n;
    case 'int':
      return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
    case 'double':
      return bytesOf(value).readDoubleLE();
    case 'bytes':
      return bytesOf(value).toString('base64');
    case 'quantity':
      return bytesOf(readFields(bytesOf(value))[0]?.value).toString('utf8');
    case 'time':
    case 'microtime':
      return readTime(bytesOf(value), type === 'microtime');
    case 'int-or-text': {
      const parts = new Map(readFields(bytesOf(value)).map((field) => [field.number, field.value]));
      return parts.get(1) === 1n
        ? readValue('text', parts.get(3) ?? Buffer.alloc(0))
        : readValue('int', parts.get(2) ?? 0n);
    }
    case 'raw': {
      const raw = bytesOf(readFields(bytesOf(value))[0]?.value).toString('utf8');
      return raw === '' ? undefined : JSON.parse(raw);
    }
    default:
      return readMessage(type, bytesOf(value));
  }
}

/** Go's zero time has no bytes; it is written as null in JSON, which says the same as nothing. */
function readTime(bytes: Buffer, micro: boolean): string | undefined {
  if (bytes.length === 0) return undefined;
  const parts = new Map(
    readFields(bytes).map((field) => [field.number, readValue('int', field.value) as number]),
  );
  const date = new Date((parts.get(1) ?? 0) * 1000).toISOString().slice(0, 19);
  const micros = Math.floor((parts.get(2) ?? 0) / 1000);
  return micro ? `${date}.${String(micros).padStart(6, '0')}Z` : `${date}Z`;
}

/** The fields of a message in the order of the wire: varints as bigint, everything else as bytes. */
function readFields(bytes: Buffer): Wire[] {
  const fields: Wire[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('unexpected EOF');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    if (at + length > bytes.length) throw new Error('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    switch (tag & 7n) {
      case 0n:
        fields.push({ number, value: varint() });
        break;
      case 1n:
        fields.push({ number, value: take(8) });
        break;
      case 2n:
        fields.push({ number, value: take(Number(varint())) });
        break;
      case 5n:
        fields.push({ number, value: take(4) });
        break;
      default:
        throw new Error(`illegal wire type ${tag & 7n}`);
    }
  }
  return fields;
}
