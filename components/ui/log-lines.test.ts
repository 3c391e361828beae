import { expect, test } from 'vitest';
import { readLogLine, searchLog } from './log-lines.ts';
import { stripAnsi } from './strip-ansi.ts';

test.each([
  ['\u001b[31mred\u001b[0m and plain', 'red and plain'],
  ['\u001b[1;38;5;196mbold\u001b[m', 'bold'],
  ['\u001b]0;window title\u0007after', 'after'],
  ['\u001b]8;;https://x.example\u001b\\link\u001b]8;;\u001b\\', 'link'],
  ['50 %\r100 %', '50 %100 %'],
  ['<b>not html</b>\tkept', '<b>not html</b>\tkept'],
])('%j is shown as %j', (raw, shown) => {
  expect(stripAnsi(raw)).toBe(shown);
});

test('the time in front is taken apart from the words', () => {
  expect(readLogLine('2026-11-23T10:41:09.018234Z fatal: CHECKOUT_URL is not set', 3)).toEqual({
    index: 3,
    time: '10:41:09.018',
    text: 'fatal: CHECKOUT_URL is not set',
    isError: true,
  });
});

test('a line without a time keeps all its words', () => {
  expect(readLogLine('listening on 8080', 0)).toEqual({
    index: 0,
    text: 'listening on 8080',
    isError: false,
  });
});

test('a search wants every word, in any order and case', () => {
  const lines = ['GET /cart 200', 'GET /health 500', 'POST /cart 500'].map(readLogLine);
  expect(searchLog(lines, '500 cart').map((line) => line.index)).toEqual([2]);
  expect(searchLog(lines, '  ')).toHaveLength(3);
});
