import { at, listAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notSupported } from './invalid.ts';

const REPLACEMENTS = ['Failed', 'TerminatingOrFailed'];

/** What must hold among a job's rules of failing, succeeding and replacing pods. */
export function jobRuleFaults(spec: unknown, field: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const perIndex = at(spec, 'backoffLimitPerIndex');
  if (perIndex !== undefined && textAt(spec, 'completionMode') !== 'Indexed')
    faults.push(invalidValue(`${field}.backoffLimitPerIndex`, perIndex, 'requires indexed completion mode'));
  for (const [index, rule] of listAt(spec, 'podFailurePolicy', 'rules').entries()) {
    const codes = listAt(rule, 'onExitCodes', 'values');
    const place = codes.indexOf(0);
    if (place >= 0 && textAt(rule, 'onExitCodes', 'operator') === 'In') {
      const here = `${field}.podFailurePolicy.rules[${index}].onExitCodes.values[${place}]`;
      faults.push(invalidValue(here, 0, 'must not be 0 for the In operator'));
    }
  }
  const replacement = at(spec, 'podReplacementPolicy');
  if (replacement !== undefined && !REPLACEMENTS.includes(String(replacement)))
    faults.push(notSupported(`${field}.podReplacementPolicy`, replacement, REPLACEMENTS));
  return faults;
}
