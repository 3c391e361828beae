import type { JsonObject } from '#lib/engine/model.ts';
import type { ParameterDefinition } from './parse-pipeline.ts';

/** What a start supplied wins, even when empty; otherwise the default. Parameters nobody declared are kept. */
export function fillParameters(declared: readonly ParameterDefinition[], supplied: JsonObject): JsonObject {
  const missing = declared.filter(({ name }) => !Object.hasOwn(supplied, name));
  return {
    ...supplied,
    ...Object.fromEntries(missing.map((parameter) => [parameter.name, parameter.default])),
  };
}

/** The value under a name of any sort: `constructor` is a name like others. */
const valueIn = (values: JsonObject, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** What is wrong with the values of a manual start; triggers are not held to it, as in Spinnaker. */
export function parameterFaults(
  declared: readonly ParameterDefinition[],
  values: JsonObject,
): { field: string; message: string }[] {
  return declared.flatMap((parameter) => {
    if (!isShown(parameter, values)) return [];
    const value = valueIn(values, parameter.name);
    const field = `parameters.${parameter.name}`;
    const isEmpty = value === undefined || value === null || value === '';
    if (isEmpty)
      return parameter.required ? [{ field, message: `Give a value for "${parameter.label}".` }] : [];
    if (parameter.options.length === 0 || parameter.options.includes(String(value))) return [];
    const message = `"${String(value)}" is not one of the values of "${parameter.label}": ${parameter.options.join(', ')}.`;
    return [{ field, message }];
  });
}

/** Whether the parameter is asked for, given the values of the others. */
export function isShown(parameter: ParameterDefinition, values: JsonObject): boolean {
  const { condition } = parameter;
  if (!condition || condition.parameter === '') return true;
  return compare(String(valueIn(values, condition.parameter) ?? ''), condition.comparator, condition.value);
}

/** Numbers are compared as numbers, everything else as text. */
export function compare(left: string, comparator: string, right: string): boolean {
  const areNumbers =
    left.trim() !== '' && right.trim() !== '' && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right));
  const order = areNumbers ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0;
  switch (comparator) {
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '!=':
      return order !== 0;
    default:
      return order === 0;
  }
}
