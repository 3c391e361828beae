import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Budget, defaultLimits } from '../budget.ts';
import { regexMatches, regexReplace, regexSplit } from './regex.ts';

const budget = (): Budget => new Budget(defaultLimits, () => 0);

test.each([
  ['a.c', 'abc', true],
  ['a.c', 'a\nc', false],
  ['(?s)a.c', 'a\nc', true],
  ['(?i)abc', 'ABC', true],
  ['[a-c&&[^b]]+', 'acca', true],
  ['[a-c&&[^b]]+', 'abc', false],
  ['\\p{Upper}\\p{L}*', 'École', false],
  ['\\p{Lu}\\p{L}*', 'École', true],
  ['(a|b)*c', 'ababc', true],
  ['(\\w+)-\\1', 'ab-ab', true],
  ['(?<x>\\d)\\k<x>', '55', true],
  ['a{2,3}', 'aaaa', false],
  ['a++a', 'aaa', false],
  ['(?>a+)b', 'aaab', true],
  ['x(?=y)y', 'xy', true],
  ['.*(?<!z)y', 'xy', true],
  ['\\Qa.b\\E', 'a.b', true],
  ['\\Qa.b\\E', 'axb', false],
  ['😀{2}', '😀😀', true],
  ['[^\\s/]+', 'a b', false],
  ['', '', true],
  // A second quantifier in braces repeats the nothing that stands before it.
  ['a{2}{3}', 'aa', true],
  ['a{2}{3}', 'aaaaaa', false],
  ['{2}a', 'a', true],
])('%s covers %j: %s', (pattern, text, expected) => {
  expect(regexMatches(pattern, text, budget())).toBe(expected);
});

test.each([
  '[',
  '(',
  '*',
  '{',
  '{a}',
  'a**',
  'a?*',
  'a{2}*',
  '(a)+*',
  'a**b{',
  '(?<1>x)',
  '\\k<none>',
  'a{3,1}',
  '[z-a]',
  '\\',
])('%s is no pattern', (pattern) => {
  expect(() => regexMatches(pattern, 'x', budget())).toThrow(/near index|Illegal|Unknown|Dangling/);
});

test('replacements insert groups by number and by name', () => {
  expect(regexReplace('a-1 b-2', '(?<l>[a-z])-(\\d)', '$2${l}', false, budget())).toBe('1a 2b');
  expect(regexReplace('a-1 b-2', '-', '\\$', true, budget())).toBe('a$1 b-2');
  expect(() => regexReplace('a', 'a', '$1', false, budget())).toThrow('No group 1');
});

test.each([
  ['a,b,,', ',', 0, ['a', 'b']],
  ['a,b,,', ',', -1, ['a', 'b', '', '']],
  ['a,b,c', ',', 2, ['a', 'b,c']],
  ['abc', '', 0, ['a', 'b', 'c']],
  ['', ',', 0, ['']],
  [',', ',', 0, []],
])('%j split at %j with limit %d is %j', (text, pattern, limit, expected) => {
  expect(regexSplit(text, pattern, limit, budget())).toEqual(expected);
});

const alphabet = fc.constantFrom(
  'a',
  'b',
  'ab',
  '.',
  'a*',
  'b+',
  'a?',
  '(a|b)',
  '(ab)*',
  '[ab]',
  '(a+)+',
  '(?:b|ab)+',
);

test('simple patterns agree with the platform, however they repeat', () => {
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 6 }), fc.stringMatching(/^[ab]{0,12}$/), (parts, text) => {
      const pattern = parts.join('');
      expect(regexMatches(pattern, text, budget())).toBe(new RegExp(`^(?:${pattern})$`, 's').test(text));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern that doubles its work with every letter ends in proportion to the text', () => {
  expect(regexMatches('(a+)+b', `${'a'.repeat(200)}!`, budget())).toBe(false);
});

test('a pattern that cannot be tamed is stopped', () => {
  expect(() => regexMatches('(a*)*\\1b', 'a'.repeat(5000), budget())).toThrow(/steps|too long/);
});
