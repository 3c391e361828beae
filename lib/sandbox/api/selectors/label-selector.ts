import { checkLabelValue, checkQualifiedName } from '../validation/names.ts';

/** One requirement of a label selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** Why a selector cannot be read, in the words of the real server's parser. */
export class SelectorFault extends Error {}

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

const OPERATORS = ['=', '==', '!=', '>', '<', 'in', 'notin'];

interface Reader {
  peek(): string;
  next(): string;
}

/** Words, operators and parentheses; the end reads as an empty token. */
function readTokens(text: string): Reader {
  const tokens = text.match(/!=|==|=|!|<|>|\(|\)|,|[^\s=!<>(),]+/g) ?? [];
  let index = 0;
  return {
    peek: () => tokens[index] ?? '',
    next: () => {
      index += 1;
      return tokens[index - 1] ?? '';
    },
  };
}

function isWord(token: string): boolean {
  return token !== '' && !/^(!=|==|=|!|<|>|\(|\)|,)$/.test(token);
}

function parseSet(tokens: Reader): string[] {
  const open = tokens.next();
  if (open !== '(') throw new SelectorFault(`found '${open}' expected: '('`);
  const values: string[] = [];
  let word = '';
  for (;;) {
    const token = tokens.next();
    if (isWord(token)) word = token;
    else if (token === ',' || token === ')') {
      values.push(word);
      word = '';
      if (token === ')') return [...new Set(values)].sort();
    } else throw new SelectorFault(`found '${token}', expected: ',', ')' or identifier`);
  }
}

function checked(requirement: Requirement): Requirement {
  const { key, values } = requirement;
  const [keyFault] = checkQualifiedName(key);
  if (keyFault !== undefined)
    throw new SelectorFault(`key: Invalid value: ${JSON.stringify(key)}: ${keyFault}`);
  for (const [index, value] of values.entries()) {
    const [fault] = checkLabelValue(value);
    if (fault !== undefined) {
      throw new SelectorFault(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${fault}`);
    }
  }
  return requirement;
}

function parseRequirement(tokens: Reader): Requirement {
  const first = tokens.next();
  if (first === '!') return checked({ key: tokens.next(), operator: '!', values: [] });
  if (!isWord(first)) throw new SelectorFault(`found '${first}', expected: identifier`);
  const operator = tokens.peek();
  if (operator === '' || operator === ',') return checked({ key: first, operator: 'exists', values: [] });
  if (!OPERATORS.includes(operator)) {
    throw new SelectorFault(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
  }
  tokens.next();
  if (operator === 'in' || operator === 'notin')
    return checked({ key: first, operator, values: parseSet(tokens) });
  const value = isWord(tokens.peek()) ? tokens.next() : '';
  if (operator === '>' || operator === '<') {
    return checked({ key: first, operator: operator === '>' ? 'gt' : 'lt', values: [value] });
  }
  return checked({ key: first, operator: operator === '!=' ? 'notin' : 'in', values: [value] });
}

/**
 * Parses a `labelSelector` parameter: equality, sets, existence.
 * @throws SelectorFault
 */
export function parseLabelSelector(text: string): readonly Requirement[] {
  const tokens = readTokens(text);
  const requirements: Requirement[] = [];
  while (tokens.peek() !== '') {
    try {
      requirements.push(parseRequirement(tokens));
    } catch (error) {
      if (error instanceof SelectorFault)
        throw new SelectorFault(`unable to parse requirement: ${error.message}`);
      throw error;
    }
    const token = tokens.next();
    if (token === '') return requirements;
    if (token !== ',') throw new SelectorFault(`found '${token}', expected: ',' or 'end of string'`);
    if (tokens.peek() === '') throw new SelectorFault(`found '', expected: identifier after ','`);
  }
  return requirements;
}
