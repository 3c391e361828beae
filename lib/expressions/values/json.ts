import type { Budget } from '../budget.ts';
import { javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { DateValue } from './date.ts';
import { keyOf } from './equality.ts';
import { double, integerFromBig, JavaNumber, numberText } from './number.ts';
import { textOf } from './text.ts';
import { toPlain } from './to-plain.ts';
import {
  ArrayValue,
  BeanValue,
  CharValue,
  EntryValue,
  EnumValue,
  fromPlain,
  isMap,
  MapValue,
  ProtectedValue,
  TypeValue,
} from './value.ts';

const numberPattern = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const maxDepth = 200;

/** Reads JSON and keeps apart what `JSON.parse` would not: `2` and `2.0`, and integers beyond 53 bits. */
export function parseJson(text: string, budget: Budget): unknown {
  const reader = new JsonReader(text, budget);
  const value = reader.value(0);
  return value;
}

class JsonReader {
  readonly #text: string;
  readonly #budget: Budget;
  #at = 0;

  constructor(text: string, budget: Budget) {
    this.#text = text;
    this.#budget = budget;
  }

  value(depth: number): unknown {
    this.#budget.step();
    this.#budget.allocate(1);
    if (depth > maxDepth) throw javaFault('the JSON is nested too deeply');
    this.#space();
    const char = this.#text[this.#at];
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return this.#string();
    if (this.#word('true')) return true;
    if (this.#word('false')) return false;
    if (this.#word('null')) return null;
    return this.#number();
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at += 1;
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #takes(char: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #fail(): never {
    const found = this.#text[this.#at];
    const what = found === undefined ? 'Unexpected end of JSON' : `Unexpected character '${found}' in JSON`;
    throw javaFault(`${what} at position ${this.#at}`);
  }

  #number(): JavaNumber {
    numberPattern.lastIndex = this.#at;
    const found = numberPattern.exec(this.#text);
    if (!found || found[0].length > 400) return this.#fail();
    this.#at += found[0].length;
    const isReal = found[2] !== undefined || found[3] !== undefined;
    return isReal ? double(Number(found[0])) : integerFromBig(BigInt(found[0]));
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (this.#text[end] !== '"') {
      if (end >= this.#text.length) return this.#fail();
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    this.#at = end + 1;
    this.#budget.step(1 + ((end - start) >> 6));
    try {
      return String(JSON.parse(this.#text.slice(start, end + 1)));
    } catch {
      this.#at = start;
      return this.#fail();
    }
  }

  #array(depth: number): unknown[] {
    this.#at += 1;
    const items: unknown[] = [];
    if (this.#takes(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.#takes(','));
    return this.#takes(']') ? items : this.#fail();
  }

  #object(depth: number): MapValue {
    this.#at += 1;
    const entries = new Map<string, EntryValue>();
    if (this.#takes('}')) return new MapValue(entries);
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') return this.#fail();
      const key = this.#string();
      if (!this.#takes(':')) return this.#fail();
      entries.set(keyOf(key), new EntryValue(key, this.value(depth + 1)));
    } while (this.#takes(','));
    return this.#takes('}') ? new MapValue(entries) : this.#fail();
  }
}

/** Writes a value as compact JSON. Reals keep their decimals (`2.0`), dates are milliseconds. */
export function printJson(value: unknown, state: State): string {
  state.budget.step();
  state.budget.enter();
  const text = print(value, state);
  state.budget.leave();
  // Joining copies what is inside once more, which costs less than making it.
  state.budget.allocate(typeof value === 'object' ? 2 + (text.length >> 3) : text.length);
  return text;
}

function print(value: unknown, state: State): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quote(value);
  if (value instanceof JavaNumber) {
    return Number.isFinite(Number(value.raw)) ? numberText(value) : quote(numberText(value));
  }
  if (value instanceof CharValue || value instanceof EnumValue) {
    return quote(value instanceof EnumValue ? value.name : value.text);
  }
  if (value instanceof DateValue) return String(value.epochMs);
  if (value instanceof ProtectedValue) return printJson(fromPlain(value.value), state);
  if (value instanceof EntryValue) return `{${printEntry(value, state)}}`;
  if (isMap(value)) {
    return `{${state.overlay
      .entries(value)
      .map((entry) => printEntry(entry, state))
      .join(',')}}`;
  }
  if (value instanceof BeanValue) return printJson(fromPlain(toPlain(value, state)), state);
  if (value instanceof TypeValue) return quote(value.javaName);
  if (value instanceof ArrayValue && value.component === 'byte') return quote(base64(value));
  if (value instanceof ArrayValue && value.component === 'char') {
    return quote(value.items.map((item) => textOf(item, state)).join(''));
  }
  const items = state.overlay.items(value);
  if (items) return `[${items.map((item) => printJson(fromPlain(item), state)).join(',')}]`;
  return quote(textOf(value, state));
}

const printEntry = (entry: EntryValue, state: State): string =>
  `${quote(textOf(entry.key, state))}:${printJson(fromPlain(entry.value), state)}`;

function base64(array: ArrayValue): string {
  const bytes = array.items.map((item) => (item instanceof JavaNumber ? Number(item.raw) & 255 : 0));
  return btoa(String.fromCharCode(...bytes));
}

/** Control characters are written with capital hexadecimal digits. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, (_, code: string) => `\\u${code.toUpperCase()}`);
