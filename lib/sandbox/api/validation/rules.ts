import { isJsonObject } from '../../store/object.ts';
import { type FieldFault, invalidValue, notSupported, required } from './invalid.ts';
import { labelFaults } from './metadata.ts';
import type { Check } from './names.ts';

// Rules that hold for one field each, written as its path: `spec.tls[].hosts[]`.

/** What is wrong with a value at a place, beneath an object (`prefix` is the object's own place). */
export type Rule = (object: unknown, prefix?: string) => FieldFault[];

interface Found {
  readonly value: unknown;
  readonly field: string;
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

/** Every value at a path; one that is absent is found as undefined where what should hold it is there. */
function valuesAt(object: unknown, path: readonly string[], place: string): Found[] {
  const [step, ...rest] = path;
  if (step === undefined) return [{ value: object, field: place }];
  if (!isJsonObject(object)) return [];
  const name = step.replace('[]', '');
  const inner = object[name];
  const here = join(place, name);
  if (!step.endsWith('[]')) return valuesAt(inner, rest, here);
  return (Array.isArray(inner) ? inner : []).flatMap((item, index) =>
    valuesAt(item, rest, `${here}[${index}]`),
  );
}

/** A rule for whatever stands at a path. */
export function rule(path: string, judge: (value: unknown, field: string) => FieldFault[]): Rule {
  const steps = path.split('.');
  return (object, prefix = '') =>
    valuesAt(object, steps, prefix).flatMap(({ value, field }) => judge(value, field));
}

/** A text, where there is one, is as the check wants it. */
export function text(path: string, check: Check): Rule {
  return rule(path, (value, field) =>
    typeof value === 'string' && value !== ''
      ? check(value).map((sentence) => invalidValue(field, value, sentence))
      : [],
  );
}

/** A number, where there is one, passes the test. */
export function number(path: string, isRight: (value: number) => boolean, sentence: string): Rule {
  return rule(path, (value, field) =>
    typeof value === 'number' && !isRight(value) ? [invalidValue(field, value, sentence)] : [],
  );
}

/** Not below zero. */
export function natural(path: string): Rule {
  return number(path, (value) => value >= 0, 'must be greater than or equal to 0');
}

/** Something has to stand there. */
export function needed(path: string, detail?: string): Rule {
  return rule(path, (value, field) => (value === undefined || value === '' ? [required(field, detail)] : []));
}

/** One of a few values, told in this order. */
export function oneOf(path: string, values: readonly string[]): Rule {
  return rule(path, (value, field) =>
    value === undefined || values.includes(String(value)) ? [] : [notSupported(field, value, values)],
  );
}

/** Labels that are to match. */
export function labels(path: string): Rule {
  return rule(path, labelFaults);
}

/** Text that may not say of what. */
export function without(part: string): Check {
  return (value) => (value.includes(part) ? [`must not contain '${part}'`] : []);
}

/** A path with a domain before it. */
export const domainPrefixed: Check = (value) =>
  /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[^\s]+$/.test(value)
    ? []
    : ['must be a domain-prefixed path (such as "acme.io/foo")'];
