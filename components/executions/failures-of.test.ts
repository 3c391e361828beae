import { describe, expect, it } from 'vitest';
import { failuresOf, headOf } from './failures-of.ts';

describe('failuresOf', () => {
  it('parts the log tail from the sentence that carries it', () => {
    const error =
      'Container c of pod web-1 crashes (exit code 1). Its last lines: level=info\nfatal: no URL\n';
    expect(failuresOf(error, undefined)).toEqual([
      { sentence: 'Container c of pod web-1 crashes (exit code 1).', logTail: 'level=info\nfatal: no URL' },
    ]);
  });

  it('says each reason once, the leading one first', () => {
    const context = { exception: { details: { errors: ['second', 'first', 'second'] } } };
    expect(failuresOf('first', context)).toEqual([{ sentence: 'first' }, { sentence: 'second' }]);
  });

  it('takes the tail that the cluster reported rather than guessing it from the text', () => {
    const problems = [{ sentence: 'It crashes.', logTail: 'a\nb\n' }];
    const context = { exception: { details: { errors: [], problems } } };
    expect(failuresOf('It crashes. Its last lines: a\nb', context)).toEqual([
      { sentence: 'It crashes.', logTail: 'a\nb' },
    ]);
  });

  it('bears an exception of any other shape', () => {
    expect(failuresOf('It failed.', { exception: 'odd' })).toEqual([{ sentence: 'It failed.' }]);
    expect(failuresOf('', {})).toEqual([]);
  });
});

it('what the first sentence says already is not said again', () => {
  const context = { exception: { details: { errors: ['Pod web-1 crashes.', 'It was killed.'] } } };
  expect(failuresOf('It did not become stable in time. Pod web-1 crashes.', context)).toEqual([
    { sentence: 'It did not become stable in time. Pod web-1 crashes.' },
    { sentence: 'It was killed.' },
  ]);
});

it('a long failure leads with its first sentence', () => {
  expect(headOf('It did not become stable in time. Pod web-1.2 crashes.')).toEqual({
    head: 'It did not become stable in time.',
    rest: 'Pod web-1.2 crashes.',
  });
  expect(headOf('It cannot get its image web:1.2 (ErrImagePull): rpc error. Not found.')).toEqual({
    head: 'It cannot get its image web:1.2 (ErrImagePull):',
    rest: 'rpc error. Not found.',
  });
  expect(headOf('Image web:1.2 not found')).toEqual({ head: 'Image web:1.2 not found', rest: '' });
});
