import { parseAllDocuments, type Tags } from 'yaml';
import type { Budget } from '../budget.ts';
import { javaFault } from '../errors.ts';
import { DateValue } from '../values/date.ts';
import { double, integerFromBig, narrow } from '../values/number.ts';
import { mapOf } from '../values/overlay.ts';
import { ArrayValue, CollectionValue, EntryValue } from '../values/value.ts';

const maxLength = 300_000;
const maxBrackets = 100;

/** What is text to the original's YAML reader, where it is narrower than ours: `y`, `n`, `.` and octals such as `08`. */
const asText = /^(?:[yYnN]|[-+]?\.|[-+]?0[0-9_]*[89][0-9_]*)$/;

function narrowed(tag: Tags[number]): Tags[number] {
  if (typeof tag === 'string' || !('test' in tag) || !tag.test) return tag;
  return { ...tag, test: new RegExp(`(?!${asText.source})${tag.test.source}`, tag.test.flags) };
}

/** Kubernetes tooling and the original read YAML 1.1 (`yes` is true, `0644` octal), so this does. */
const options = {
  version: '1.1',
  intAsBigInt: true,
  uniqueKeys: false,
  logLevel: 'silent',
  customTags: (tags: Tags): Tags => tags.map(narrowed),
} as const;

/** The documents of a YAML text. Tags that would build objects are refused. */
export function readAllYaml(text: string, budget: Budget): unknown[] {
  if (text.length > maxLength) throw javaFault(`the YAML is longer than ${maxLength} characters`);
  if (bracketDepth(text) > maxBrackets) throw javaFault('the YAML is nested too deeply');
  budget.step(1 + (text.length >> 2));
  const documents = parseAllDocuments(text, options);
  const list = Array.isArray(documents) ? documents : [];
  return list.map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw javaFault(problem.message);
    return fromYaml(document.toJS({ mapAsMap: true, maxAliasCount: 100 }), budget);
  });
}

/** Levels of `[` and `{`; those in quotes count too, which errs on the safe side. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '[' || char === '{') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
  }
  return deepest;
}

export function readYaml(text: string, budget: Budget): unknown {
  const documents = readAllYaml(text, budget);
  if (documents.length > 1) throw javaFault('expected a single document in the YAML');
  return documents[0] ?? null;
}

function fromYaml(value: unknown, budget: Budget): unknown {
  budget.step();
  budget.allocate(1);
  if (typeof value === 'bigint') return integerFromBig(value);
  if (typeof value === 'number') return double(value);
  if (value instanceof Date) return new DateValue(value.getTime());
  if (value instanceof Uint8Array)
    return new ArrayValue(
      'byte',
      Array.from(value, (byte) => narrow('byte', byte)),
    );
  if (value instanceof Set)
    return new CollectionValue(
      'set',
      [...value].map((item) => fromYaml(item, budget)),
    );
  budget.enter();
  const result = Array.isArray(value)
    ? value.map((item) => fromYaml(item, budget))
    : value instanceof Map
      ? mapOf([...value].map(([key, item]) => new EntryValue(fromYaml(key, budget), fromYaml(item, budget))))
      : value;
  budget.leave();
  return result;
}
