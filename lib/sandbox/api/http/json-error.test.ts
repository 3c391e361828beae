import { expect, test } from 'vitest';
import { jsonError } from './json-error.ts';

test.each([
  ['not json', "invalid character 'o' in literal null (expecting 'u')"],
  ['just text', "invalid character 'j' looking for beginning of value"],
  ['', 'unexpected end of JSON input'],
  ['nul', 'unexpected end of JSON input'],
  ['"', undefined],
])('Go says about %j what it says', (text, sentence) => {
  expect(jsonError(text)).toBe(sentence);
});
