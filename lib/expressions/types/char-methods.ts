import { compareText } from '../values/compare.ts';
import { scalarEquals } from '../values/equality.ts';
import { CharValue } from '../values/value.ts';
import { arg, type Call, charArg, type MethodTable } from './method.ts';

const selfChar = (call: Call): string => (call.self instanceof CharValue ? call.self.text : '\0');

export const charMethods: MethodTable = {
  'charValue(): char': selfChar,
  'compareTo(Character): int': (call) => {
    const other = arg(call, 0);
    return compareText(selfChar(call), other instanceof CharValue ? other.text : '\0');
  },
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'hashCode(): int': (call) => selfChar(call).charCodeAt(0),
  'toString(): String': selfChar,
  'static isDigit(char): boolean': (call) => /\p{Nd}/u.test(charArg(call, 0)),
  'static isLetter(char): boolean': (call) => /\p{L}/u.test(charArg(call, 0)),
  'static isLetterOrDigit(char): boolean': (call) => /[\p{L}\p{Nd}]/u.test(charArg(call, 0)),
  'static isUpperCase(char): boolean': (call) => /\p{Lu}/u.test(charArg(call, 0)),
  'static isLowerCase(char): boolean': (call) => /\p{Ll}/u.test(charArg(call, 0)),
  'static isWhitespace(char): boolean': (call) => /\s/.test(charArg(call, 0)),
  'static toUpperCase(char): char': (call) => charArg(call, 0).toUpperCase().slice(0, 1),
  'static toLowerCase(char): char': (call) => charArg(call, 0).toLowerCase().slice(0, 1),
};
