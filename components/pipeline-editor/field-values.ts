import type { Condition, Field } from '#lib/stages/fields.ts';
import { sameJson, valueAt, withValueAt } from './document.ts';

/** The value a field shows: what is stored, or undefined when the key is absent. */
export function storedValue(field: Pick<Field, 'name'>, root: unknown): unknown {
  return valueAt(root, field.name.split('.'));
}

/** The value that counts: what is stored, else the field's default. */
export function effectiveValue(name: string, fields: readonly Field[], root: unknown): unknown {
  const stored = valueAt(root, name.split('.'));
  return stored === undefined ? fields.find((field) => field.name === name)?.default : stored;
}

/** Whether the form shows the field, given what its siblings say. */
export function isShown(field: Field, fields: readonly Field[], root: unknown): boolean {
  return (field.showWhen ?? []).every((condition) => holds(condition, fields, root));
}

/** The object with one field written; undefined takes the key away. */
export function withField(root: unknown, name: string, value: unknown): unknown {
  return withValueAt(root, name.split('.'), value);
}

/** True when the text holds a `${ }` expression, whose value only the run knows. */
export function hasExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}

/** True for what a person would call empty: nothing, blank text, an empty list or object. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function holds(condition: Condition, fields: readonly Field[], root: unknown): boolean {
  const value = effectiveValue(condition.field, fields, root);
  if (condition.filled !== undefined && condition.filled === isEmpty(value)) return false;
  if (condition.in && !condition.in.some((option) => sameJson(option, value))) return false;
  return !condition.notIn?.some((option) => sameJson(option, value));
}
