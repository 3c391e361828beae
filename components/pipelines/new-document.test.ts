import { expect, test } from 'vitest';
import { readImported } from './new-document.ts';

test('a pasted pipeline keeps everything but its id, and takes the name that was typed', () => {
  expect(readImported('{"id":"1","name":"a","x":{"y":1},"stages":[]}', ' b ')).toEqual({
    name: 'b',
    x: { y: 1 },
    stages: [],
  });
  expect(readImported('[{"name":"a"}]', '')).toEqual({ name: 'a' });
});

test.each([
  ['{', /not JSON/],
  ['[]', /not one pipeline/],
  ['[{"name":"a"},{"name":"b"}]', /single pipeline/],
  ['"text"', /not one pipeline/],
])('%j is refused with a sentence', (text, sentence) => {
  expect(() => readImported(text, '')).toThrow(sentence);
});
