import { badRequest } from '../../store/status-error.ts';

/** One requirement of a label selector, whether written as text or as a LabelSelector object. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

function requirementMatches({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return operator satisfies never;
  }
}

/** Do these labels meet every requirement? */
export function labelsMatch(requirements: readonly Requirement[], labels: Labels = {}): boolean {
  return requirements.every((requirement) => requirementMatches(requirement, labels));
}

const KEY = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Splits at commas outside parentheses. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let term = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      terms.push(term);
      term = '';
    } else term += character;
  }
  return [...terms, term].map((part) => part.trim());
}

function refuse(why: string): never {
  throw badRequest(`unable to parse requirement: ${why}`);
}

function checked(requirement: Requirement): Requirement {
  if (!KEY.test(requirement.key)) {
    refuse(
      `<nil>: Invalid value: ${JSON.stringify(requirement.key)}: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
    );
  }
  for (const value of requirement.values) {
    if (VALUE.test(value)) continue;
    refuse(
      `values[0][${requirement.key}]: Invalid value: ${JSON.stringify(value)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    );
  }
  return requirement;
}

function parseTerm(term: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(term);
  if (set !== null) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return checked({ key: set[1] ?? '', operator: set[2] === 'in' ? 'in' : 'notin', values });
  }
  if (term.startsWith('!')) return checked({ key: term.slice(1).trim(), operator: '!', values: [] });
  const compared = /^([^=!<>\s]+)\s*(==|=|!=|>|<)\s*(.*)$/.exec(term);
  if (compared === null) {
    if (/^[^\s=!<>()]+$/.test(term)) return checked({ key: term, operator: 'exists', values: [] });
    const word = term.split(/\s+/)[1] ?? term;
    return refuse(`found '${word}', expected: in, notin, =, ==, !=, gt, lt`);
  }
  const [, key = '', sign, value = ''] = compared;
  const operators = { '=': 'in', '==': 'in', '!=': 'notin', '>': 'gt', '<': 'lt' } as const;
  return checked({ key, operator: operators[sign as keyof typeof operators], values: [value.trim()] });
}

/**
 * Parses a `labelSelector` parameter: equality, sets, existence.
 * @throws StatusError BadRequest in the server's words
 */
export function parseLabelSelector(text: string): readonly Requirement[] {
  if (text.trim() === '') return [];
  return splitTerms(text).map(parseTerm);
}
