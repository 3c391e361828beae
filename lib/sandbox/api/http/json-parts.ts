import { isJsonObject } from '../../store/object.ts';

const ITEMS_A_PART = 200;

/**
 * A JSON document in parts. A long list is written some items at a time, so that ten thousand pods are never one text in
 * memory; anything else is one part.
 */
export function* jsonParts(body: unknown): Generator<string> {
  const name = isJsonObject(body) ? ['items', 'rows'].find((field) => Array.isArray(body[field])) : undefined;
  const list = isJsonObject(body) && name !== undefined ? body[name] : undefined;
  if (!isJsonObject(body) || name === undefined || !Array.isArray(list) || list.length <= ITEMS_A_PART) {
    yield `${JSON.stringify(body)}\n`;
    return;
  }
  const { [name]: _, ...rest } = body;
  yield `${JSON.stringify(rest).slice(0, -1)},${JSON.stringify(name)}:[`;
  for (let start = 0; start < list.length; start += ITEMS_A_PART) {
    const part = JSON.stringify(list.slice(start, start + ITEMS_A_PART)).slice(1, -1);
    yield start === 0 ? part : `,${part}`;
  }
  yield ']}\n';
}
