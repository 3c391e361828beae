import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { listAt, objectAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notAllowed, required } from './invalid.ts';
import { labelFaults } from './metadata.ts';
import { checkLabelValue, checkQualifiedName } from './names.ts';

const OPERATORS = ['DoesNotExist', 'Exists', 'In', 'NotIn'];

/** The faults of a LabelSelector. */
export function selectorFaults(selector: JsonObject, field: string): FieldFault[] {
  const expressions = listAt(selector, 'matchExpressions').flatMap((expression, index) => {
    const at = `${field}.matchExpressions[${index}]`;
    const values = listAt(expression, 'values');
    const operator = textAt(expression, 'operator');
    const faults: FieldFault[] = [];
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
      faults.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
      faults.push(
        notAllowed(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
    }
    if (!OPERATORS.includes(operator)) {
      faults.push({
        field: `${at}.operator`,
        type: 'Invalid',
        detail: `${JSON.stringify(operator)}: not a valid selector operator`,
      });
    }
    const key = textAt(expression, 'key');
    faults.push(...checkQualifiedName(key).map((sentence) => invalidValue(`${at}.key`, key, sentence)));
    for (const [place, value] of values.entries()) {
      faults.push(
        ...checkLabelValue(String(value)).map((sentence) =>
          invalidValue(`${at}.values[${place}]`, value, sentence),
        ),
      );
    }
    return faults;
  });
  return [...labelFaults(selector.matchLabels, `${field}.matchLabels`), ...expressions];
}

/** Does a LabelSelector choose these labels? */
export function selectorMatches(selector: unknown, labels: unknown): boolean {
  const has = isJsonObject(labels) ? labels : {};
  const equal = Object.entries(objectAt(selector, 'matchLabels')).every(([key, value]) => has[key] === value);
  return (
    equal &&
    listAt(selector, 'matchExpressions').every((expression) => {
      const value = has[textAt(expression, 'key')];
      const values = listAt(expression, 'values');
      switch (textAt(expression, 'operator')) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** Does a LabelSelector choose by nothing at all? */
export function isEmptySelector(selector: unknown): boolean {
  return (
    Object.keys(objectAt(selector, 'matchLabels')).length === 0 &&
    listAt(selector, 'matchExpressions').length === 0
  );
}
