import { systemContext } from '#lib/auth/index.ts';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { listExecutions, recentByPipeline } from '#lib/executions/index.ts';
import { ExecutionQuery } from '#lib/executions/schema.ts';
import { readJson } from '#lib/http/read-body.ts';
import { createPipeline, startPipeline } from '#lib/pipelines/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { messageOf } from '#lib/platform/errors.ts';
import { actorNamed } from '#lib/worker/actor-named.ts';
import type { Fault } from './fault.ts';
import { deployThousands } from './large-deploy.ts';
import { allEnded, assert, type FaultWorld, seconds, share, start, statusesOf, unfinished } from './world.ts';

const ctx = systemContext('faults');

export const sizes: readonly Fault[] = [
  {
    id: 'F24',
    title:
      'a graph of 500 stages, pipelines ten deep, a context and a body of 10 MB, a deploy of 5,000 resources: they end, lists stay under 200 ms, limits are explained',
    run: async (world) => {
      const steps = { graphOf500, tenDeep, tenMegabytes, deployThousands: deployWithLists };
      const told: string[] = [];
      for (const [name, step] of Object.entries(steps)) {
        told.push(
          await step(world).catch((cause: unknown) => {
            throw new Error(`${name}: ${messageOf(cause)}; before it: ${told.join('; ') || 'nothing'}`, {
              cause,
            });
          }),
        );
      }
      return told.join('; ');
    },
  },
];

const deployWithLists = (world: FaultWorld): Promise<string> => deployThousands(world, listWhile);

/** Looks at the lists until the runs have ended; throws when one look of twenty takes 200 ms. */
async function listWhile(ids: readonly string[], withinMs: number): Promise<string> {
  const lists: Record<string, { readonly read: () => Promise<unknown>; readonly times: number[] }> = {
    executions: {
      read: () => listExecutions(ctx, ExecutionQuery.parse({ application: 'faults', limit: 50 })),
      times: [],
    },
    pipelines: { read: () => recentByPipeline(ctx, 'faults', 10), times: [] },
  };
  const begun = performance.now();
  for (;;) {
    for (const { read, times } of Object.values(lists)) {
      const from = performance.now();
      JSON.stringify(await read());
      times.push(performance.now() - from);
    }
    const open = await unfinished(ids);
    assert(performance.now() - begun < withinMs, `${open} runs did not end in ${seconds(withinMs)}`);
    if (open === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const told = Object.entries(lists).map(([name, { times }]) => {
    const p95 = share(times, 0.95);
    assert(p95 < 200, `the list of ${name} took ${Math.round(p95)} ms (p95 of ${times.length})`);
    return `${name} ${Math.round(p95)} ms`;
  });
  return `lists p95: ${told.join(', ')}`;
}

/** Fifty columns of ten, each stage behind two or three of the column before. */
async function graphOf500(world: FaultWorld): Promise<string> {
  const worker = await world.worker();
  const stages = Array.from({ length: 500 }, (_, index) => {
    const [column, row] = [Math.floor(index / 10), index % 10];
    const before = [row, (row + 1) % 10, (row + 3) % 10].map((other) => `s${(column - 1) * 10 + other}`);
    return blueprint(`s${index}`, 'noop', column === 0 ? [] : before);
  });
  const begun = performance.now();
  const ids = [await start(stages)];
  const lists = await listWhile(ids, 60_000);
  worker.signal('SIGKILL');
  assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  return `a graph of 500 stages, ten abreast, ended in ${seconds(performance.now() - begun)}, ${lists}`;
}

async function tenDeep(world: FaultWorld): Promise<string> {
  const worker = await world.worker({ program: 'product-worker.ts' });
  const leaf = { type: 'wait', name: 'leaf', refId: '1', requisiteStageRefIds: [], waitTime: 1 };
  let { id } = await createPipeline(ctx, 'faults', {
    definition: { name: 'depth 0', stages: [leaf] },
    message: '',
  });
  for (let depth = 1; depth <= 10; depth += 1) {
    const stage = { type: 'pipeline', name: 'inner', refId: '1', requisiteStageRefIds: [] };
    const made = await createPipeline(ctx, 'faults', {
      definition: {
        name: `depth ${depth}`,
        stages: [{ ...stage, application: 'faults', pipeline: id, waitForCompletion: true }],
      },
      message: '',
    });
    id = made.id;
  }
  const begun = performance.now();
  const asked = { actor: await actorNamed('faults'), requestId: 'faults' };
  const { executionId } = await startPipeline(asked, { pipelineId: id, parameters: {} });
  const lists = await listWhile([executionId], 60_000);
  worker.signal('SIGKILL');
  const family = await database().execution.findMany({ where: { rootId: executionId } });
  const done = family.filter((run) => run.status === 'SUCCEEDED').length;
  const why = await database().stageExecution.findFirst({
    where: { executionId: { in: family.map((run) => run.id) }, error: { not: null } },
  });
  assert(done === 11, `${done} of 11 nested runs succeeded: ${why?.error}`);
  return `pipelines ten deep: 11 runs in ${seconds(performance.now() - begun)}, ${lists}`;
}

async function tenMegabytes(world: FaultWorld): Promise<string> {
  const worker = await world.worker();
  const text = 'x'.repeat(10 * 1024 * 1024);
  const ids = await Promise.all(
    [1, 2, 3].map(() =>
      start([blueprint('a', 'noop', [], { manifest: text }), blueprint('b', 'noop', ['a'])]),
    ),
  );
  const lists = await listWhile(ids, 60_000);
  worker.signal('SIGKILL');
  assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  await allEnded(ids, 1000);
  const request = new Request('http://foredeck.internal/', {
    method: 'PUT',
    body: JSON.stringify({ definition: { name: 'large', stages: [{ manifest: text }] } }),
    headers: { 'content-type': 'application/json' },
  });
  const refusal = await readJson(request).then(() => '', messageOf);
  assert(/larger than \d+ KiB/.test(refusal), `a body of 10 MB was answered with "${refusal}"`);
  return `3 runs with contexts of 10 MB ended, ${lists}; a request of 10 MB: "${refusal}"`;
}
