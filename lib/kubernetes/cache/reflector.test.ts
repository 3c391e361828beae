import { describe, expect, test } from 'vitest';
import { ApiError } from '../client/api-error.ts';
import type { ClusterClient, ListPage, WatchEvent } from '../client/contract.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { type ReflectorOptions, type ReflectorState, runReflector } from './reflector.ts';

type Step = { list: (string | Error)[] } | { watch: (WatchEvent | Error)[] };

const object = (name: string, version = '1'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'n', resourceVersion: version },
});
const expired = () => new ApiError({ code: 410, reason: 'Expired', message: 'too old' });
const broken = () => new ApiError({ code: 0, reason: 'Unreachable', message: 'reset' });

/** Plays a script of lists and watches and records what the reflector made of it; ends the reflector after the last step. */
async function play(
  steps: Step[],
): Promise<{ log: string[]; states: ReflectorState[]; resourceVersions: (string | undefined)[] }> {
  const stop = new AbortController();
  const log: string[] = [];
  const states: ReflectorState[] = [];
  const resourceVersions: (string | undefined)[] = [];
  const next = <K extends 'list' | 'watch'>(kind: K): Extract<Step, Record<K, unknown>> => {
    const step = steps.shift();
    if (!step) {
      stop.abort();
      throw broken();
    }
    if (!(kind in step)) throw new Error(`expected a ${Object.keys(step)[0]}, got a ${kind}`);
    return step as Extract<Step, Record<K, unknown>>;
  };
  const client = {
    listPages: async function* (): AsyncGenerator<ListPage> {
      for (const name of next('list').list) {
        if (name instanceof Error) throw name;
        yield { items: [object(name)], resourceVersion: '10' };
      }
    },
    watch: async function* (_: unknown, options: { resourceVersion?: string }): AsyncGenerator<WatchEvent> {
      resourceVersions.push(options.resourceVersion);
      for (const event of next('watch').watch) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  };
  const options: ReflectorOptions = {
    // Only these two are used by a reflector.
    client: client as unknown as ClusterClient,
    query: { kind: 'Pod' },
    signal: stop.signal,
    bucket: { take: async () => undefined },
    project: (one) => one,
    onRestart: () => () => undefined,
    random: () => 0,
    sink: {
      heard: () => undefined,
      replace: (objects) => log.push(`list ${objects.map((one) => one.metadata.name).join(' ')}`),
      upsert: (one) => log.push(`put ${one.metadata.name}`),
      delete: (one) => log.push(`delete ${one.metadata.name}`),
      report: (state) => states.push(state),
    },
  };
  await runReflector(options);
  return { log, states, resourceVersions };
}

describe('a reflector', () => {
  test('lists once, then watches on from where it stands, bookmarks included', async () => {
    const { log, resourceVersions } = await play([
      { list: ['a', 'b'] },
      {
        watch: [
          { type: 'ADDED', object: object('c', '11') },
          { type: 'BOOKMARK', resourceVersion: '15' },
        ],
      },
      { watch: [{ type: 'DELETED', object: object('a', '16') }] },
      { watch: [] },
    ]);
    expect(log).toEqual(['list a b', 'put c', 'delete a']);
    expect(resourceVersions.slice(0, 3)).toEqual(['10', '15', '16']);
  });

  test('lists again after 410 in the middle of a stream, so that no deletion is lost', async () => {
    const { log } = await play([
      { list: ['a', 'b'] },
      { watch: [{ type: 'MODIFIED', object: object('a', '11') }, expired()] },
      { list: ['b'] },
      { watch: [] },
    ]);
    expect(log).toEqual(['list a b', 'put a', 'list b']);
  });

  test('lists again after 410 on a continue token, and shows no half list', async () => {
    const { log } = await play([{ list: ['a', expired()] }, { list: ['a', 'b'] }, { watch: [] }]);
    expect(log).toEqual(['list a b']);
  });

  test('watches on after a reset without listing again', async () => {
    const { log, resourceVersions, states } = await play([
      { list: ['a'] },
      { watch: [{ type: 'ADDED', object: object('b', '12') }, broken()] },
      { watch: [{ type: 'ADDED', object: object('c', '13') }] },
    ]);
    expect(log).toEqual(['list a', 'put b', 'put c']);
    expect(resourceVersions.slice(0, 2)).toEqual(['10', '12']);
    expect(states.some((state) => state.phase === 'waiting' && state.error === 'reset')).toBe(true);
  });
});
