import { describe, expect, it } from 'vitest';
import { failuresOf } from './failures-of.ts';

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
