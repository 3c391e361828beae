import { expect, test } from 'vitest';
import { readCommand } from './command.ts';

test.each([
  [['sleep', '5'], undefined, { runMs: 5000, exitCode: 0, lines: [] }],
  [['/bin/sleep'], ['2m'], { runMs: 120_000, exitCode: 0, lines: [] }],
  [['sh', '-c', 'echo hello world'], undefined, { runMs: 0, exitCode: 0, lines: ['hello world'] }],
  [['/bin/sh', '-ec'], ['echo "a b"; sleep 1 && exit 3'], { runMs: 1000, exitCode: 3, lines: ['a b'] }],
  [['false'], undefined, { runMs: 0, exitCode: 1, lines: [] }],
  [['sh', '-c', 'sleep infinity'], undefined, { runMs: Number.POSITIVE_INFINITY, exitCode: 0, lines: [] }],
])('%j %j is understood', (command, args, effect) => {
  expect(readCommand(command, args)).toEqual(effect);
});

test.each([
  [undefined, undefined],
  [['nginx', '-g', 'daemon off;'], undefined],
  [['sh', '-c', 'while true; do echo tick; sleep 1; done'], undefined],
  [['sh', '-c', 'echo x > /tmp/file'], undefined],
  [undefined, ['--port=8080']],
])('%j %j is left alone', (command, args) => {
  expect(readCommand(command, args)).toBeUndefined();
});
