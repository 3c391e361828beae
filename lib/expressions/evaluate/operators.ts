import { fault, javaFault } from '../errors.ts';
import type { BinaryOperator } from '../syntax/ast.ts';
import { compare, compareNumbers, looselyEqual } from '../values/compare.ts';
import { hasText, toBoolean, toText } from '../values/convert.ts';
import { double, float, int, JavaNumber, long, toDouble, toInt, toLong } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import { charSequence, classOf, isList } from '../values/value.ts';
import type { State } from './state.ts';

type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';

const words: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulus',
  '^': 'power',
};

/** Applies an arithmetic operator. `at` is the place of the operator's left side. */
export function calculate(operator: Arithmetic, left: unknown, right: unknown, state: State): unknown {
  if (left instanceof JavaNumber && right instanceof JavaNumber) {
    return operator === '^' ? power(left, right) : withNumbers(operator, left, right);
  }
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    return joined(left, right, state);
  }
  if (operator === '-' && typeof left === 'string' && left.length === 1 && isInt(right)) {
    // 'b' - 1 is 'a': a letter of text counts as a character here.
    return String.fromCharCode(left.charCodeAt(0) - Number(right.raw));
  }
  if (operator === '*' && typeof left === 'string' && isInt(right)) {
    const count = Math.max(0, Number(right.raw));
    state.budget.allocate(left.length * count);
    return left.repeat(count);
  }
  throw fault('EL1030E', [words[operator] ?? operator, `${classOf(left)} and ${classOf(right)}`]);
}

const isInt = (value: unknown): value is JavaNumber => value instanceof JavaNumber && value.kind === 'int';

function joined(left: unknown, right: unknown, state: State): string {
  const text = concatText(left, state) + concatText(right, state);
  state.budget.allocate(text.length);
  return text;
}

/** Text of one side of a `+`: a list is joined with commas, a map, which has no text form, prints as Java does. */
function concatText(value: unknown, state: State): string {
  if (value === null) return 'null';
  return (hasText(value) ? toText(value, state) : textOf(value, state)) ?? 'null';
}

function withNumbers(operator: Exclude<Arithmetic, '^'>, left: JavaNumber, right: JavaNumber): JavaNumber {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('double')) return double(real(operator, toDouble(left), toDouble(right)));
  if (kinds.includes('float')) {
    return float(real(operator, Math.fround(toDouble(left)), Math.fround(toDouble(right))));
  }
  if (kinds.includes('big'))
    return new JavaNumber('big', whole(operator, BigInt(left.raw), BigInt(right.raw)));
  if (kinds.includes('long')) return long(whole(operator, toLong(left), toLong(right)));
  const result = whole(operator, BigInt(toInt(left)), BigInt(toInt(right)));
  return int(Number(BigInt.asIntN(32, result)));
}

function real(operator: Exclude<Arithmetic, '^'>, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

function whole(operator: Exclude<Arithmetic, '^'>, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      if (right === 0n) throw javaFault('/ by zero');
      return operator === '/' ? left / right : left % right;
  }
}

function power(left: JavaNumber, right: JavaNumber): JavaNumber {
  const result = toDouble(left) ** toDouble(right);
  const kinds = [left.kind, right.kind];
  if (kinds.includes('double') || kinds.includes('float')) return double(result);
  const asLong = toLong(double(result));
  return kinds.includes('long') || result > 2147483647 ? long(asLong) : int(toInt(double(result)));
}

/** `-x` and `+x`. */
export function signed(operator: '+' | '-', value: unknown): JavaNumber {
  if (!(value instanceof JavaNumber)) {
    throw fault('EL1030E', [operator === '-' ? 'subtract' : 'add', `${classOf(value)} and null`]);
  }
  if (operator === '+') return value;
  const zero = new JavaNumber(value.kind, typeof value.raw === 'bigint' ? 0n : 0);
  return withNumbers('-', zero, value);
}

/** Yes or no from a value, for conditions. Throws EL1001E when it is neither. */
export function truth(value: unknown, state: State, at: number): boolean {
  const result = toBoolean(value, state);
  if (result === null) throw fault('EL1001E', ['null', 'true or false'], at);
  return result;
}

/** Applies a comparison. */
export function relate(
  operator: Extract<BinaryOperator, '==' | '!=' | '<' | '<=' | '>' | '>='>,
  left: unknown,
  right: unknown,
  state: State,
): boolean {
  switch (operator) {
    case '==':
      return looselyEqual(left, right, state);
    case '!=':
      return !looselyEqual(left, right, state);
    case '<':
      return ordering(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return ordering(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
  }
}

/** `<` and `>` take a status for its name; `<=` and `>=` do not, and so refuse to compare it with text. */
function ordering(left: unknown, right: unknown): number {
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compareNumbers(left, right);
  return compare(charSequence(left) ?? left, charSequence(right) ?? right);
}

/** `x between {low, high}`, both ends included. */
export function isBetween(value: unknown, bounds: unknown, state: State, at: number): boolean {
  const items = isList(bounds) ? state.overlay.items(bounds) : undefined;
  if (items?.length !== 2) throw fault('EL1017E', [], at);
  const [low, high] = items;
  return compare(value, low) >= 0 && compare(value, high) <= 0;
}
