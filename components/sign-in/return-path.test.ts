import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '/\t/evil.example',
  '',
  undefined,
  ['/a'],
])('%j leads home', (from) => {
  expect(returnPath(from)).toBe('/');
});

test('a page of the console is returned to, the sign-in page is not', () => {
  expect(returnPath('/applications/shop?q=x')).toBe('/applications/shop?q=x');
  expect(returnPath('/sign-in?from=/')).toBe('/');
});
