import { expect, test } from 'vitest';
import { podOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function run(image: string, spec = {}, forMs = 2000): TestCluster {
  const cluster = startTestCluster();
  cluster.create('pods', podOf('web', image, spec));
  cluster.clock.advance(forMs);
  return cluster;
}

function read(cluster: TestCluster, previous = false): string[] | undefined {
  const pod = cluster.store.get('pods', 'default', 'web');
  if (!pod) throw new Error('the pod is gone');
  return cluster.controllers.logs.read(pod, 'web', previous)?.map(({ text }) => text);
}

test('a server tells that it starts and then what it serves', () => {
  const cluster = run('nginx:1', {}, 25_000);
  expect(read(cluster)).toEqual([
    'level=info msg="starting nginx:1" pod=web',
    expect.stringContaining('request served'),
    expect.stringContaining('request served'),
  ]);
});

test('a crash leaves its last words, also to be read as the previous run', () => {
  const cluster = run('nginx:crash', {}, 5000);
  const words = [
    'level=info msg="starting nginx:crash" pod=web',
    'fatal: the process gave up with exit code 1',
  ];
  expect(read(cluster)).toEqual(words);
  expect(read(cluster, true)).toEqual(words);
});

test('a command that can be read prints what it says and nothing else', () => {
  const containers = [
    { name: 'web', image: 'busybox', command: ['sh', '-c', 'echo hello; echo world; exit 3'] },
  ];
  expect(read(run('busybox', { containers, restartPolicy: 'Never' }))).toEqual(['hello', 'world']);
});

test('there is no log before the container has run, nor of a run before the first', () => {
  expect(read(run('nginx:does-not-exist'))).toBeUndefined();
  expect(read(run('nginx:1'), true)).toBeUndefined();
});

test('a log never holds more than its last thousand lines', () => {
  const cluster = run('nginx:1', {}, 20_000_000);
  expect(read(cluster)).toHaveLength(1000);
});

test('a follower is told each new line, and that the container has ended', () => {
  const cluster = run('nginx:1');
  const told: string[] = [];
  const pod = cluster.store.get('pods', 'default', 'web');
  if (!pod) throw new Error('the pod is gone');
  cluster.controllers.logs.follow(
    pod,
    'web',
    ({ text }) => told.push(text.replace(/ method.*/, '')),
    () => told.push('end'),
  );
  cluster.clock.advance(20_000);
  expect(told).toEqual(['level=info msg="request served"', 'level=info msg="request served"']);
  cluster.store.delete('pods', 'default', 'web');
  cluster.clock.advance(1000);
  expect(told.at(-1)).toBe('end');
});

test('a follower that leaves is told nothing more', () => {
  const cluster = run('nginx:1');
  let lines = 0;
  const pod = cluster.store.get('pods', 'default', 'web');
  if (!pod) throw new Error('the pod is gone');
  const leave = cluster.controllers.logs.follow(
    pod,
    'web',
    () => lines++,
    () => lines++,
  );
  leave();
  cluster.clock.advance(60_000);
  expect(lines).toBe(0);
});
