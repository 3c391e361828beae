import { systemContext } from '#lib/auth/index.ts';
import { isObject } from '#lib/engine/model.ts';
import { problemOf } from '#lib/http/problem.ts';
import {
  createPipeline,
  deletePipeline,
  getRevision,
  savePipeline,
  startPipeline,
} from '#lib/pipelines/index.ts';
import { database } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { allEnded, assert, calls, statusesOf, until } from './world.ts';

const ctx = systemContext('faults');
const stage = (refId: string, type: string, rest: object = {}) => ({
  refId,
  type,
  name: `${type} ${refId}`,
  requisiteStageRefIds: refId === '1' ? [] : ['1'],
  ...rest,
});
const documentOf = (...stages: object[]) => ({ name: 'edited', stages });

export const documents: readonly Fault[] = [
  {
    id: 'F22',
    title:
      'twenty editors save the same revision at once: one is taken, each other gets 409 with what a three-way diff needs',
    run: async () => {
      const base = documentOf(stage('1', 'wait', { waitTime: 1 }));
      const { id } = await createPipeline(ctx, 'faults', { definition: base, message: '' });
      let conflicts = 0;
      for (let revision = 1; revision <= 10; revision += 1) {
        const saves = await Promise.allSettled(
          Array.from({ length: 20 }, (_, editor) =>
            savePipeline(
              ctx,
              id,
              {
                definition: documentOf(stage('1', 'wait', { waitTime: revision * 100 + editor })),
                message: `editor ${editor}`,
              },
              revision,
            ),
          ),
        );
        const [taken, ...more] = saves.filter((save) => save.status === 'fulfilled');
        assert(taken !== undefined && more.length === 0, `${more.length + 1} of 20 saves were taken`);
        const winner = JSON.stringify(taken?.value.definition);
        for (const save of saves) {
          if (save.status === 'fulfilled') continue;
          const problem = problemOf(save.reason, 'fault');
          const current = isObject(problem.current) ? problem.current : {};
          assert(problem.status === 409, `a late save got ${problem.status}: ${problem.detail}`);
          assert(
            JSON.stringify(current.definition) === winner && current.revision === revision + 1,
            'the 409 does not carry the document that won',
          );
          conflicts += 1;
        }
        // The third side: what the editors began with is kept.
        const began = await getRevision(ctx, id, revision);
        assert(isObject(began.definition), `revision ${revision} cannot be read back`);
      }
      return `10 contests of 20: 10 saves taken, ${conflicts} times 409, each with the winner’s document; the common ancestor readable each time`;
    },
  },
  {
    id: 'F23',
    title: 'a pipeline is edited, and deleted, while it runs: every run keeps the stages it began with',
    run: async (world) => {
      const pipelines = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          createPipeline(ctx, 'faults', {
            definition: {
              ...documentOf(
                stage('1', 'wait', { waitTime: 3 }),
                stage('2', 'wait', { waitTime: 0, name: 'as it was' }),
              ),
              name: `edited ${index}`,
            },
            message: '',
          }),
        ),
      );
      const worker = await world.worker();
      const ids = await Promise.all(
        pipelines.map(
          async ({ id }) => (await startPipeline(ctx, { pipelineId: id, parameters: {} })).executionId,
        ),
      );
      const isUnderWay = async () =>
        (await database().stageExecution.count({
          where: { executionId: { in: ids }, status: 'RUNNING' },
        })) === 10;
      await until(isUnderWay, 10_000);
      for (const [index, { id, name }] of pipelines.entries()) {
        const changed = { ...documentOf(stage('9', 'effect'), stage('8', 'unheardOf')), name };
        if (index % 2 === 0) await savePipeline(ctx, id, { definition: changed, message: '' }, 1);
        else await deletePipeline(ctx, id);
      }
      await allEnded(ids, 30_000);
      worker.signal('SIGKILL');
      assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
      const stages = await database().stageExecution.findMany({ where: { executionId: { in: ids } } });
      const names = new Set(stages.map((one) => `${one.refId} ${one.name} ${one.status}`));
      assert(
        [...names].sort().join('; ') === '1 wait 1 SUCCEEDED; 2 as it was SUCCEEDED',
        `they ran ${[...names].join('; ')}`,
      );
      const bodies = await database().executionBody.findMany({ where: { executionId: { in: ids } } });
      assert(
        bodies.every((body) => JSON.stringify(body.definition).includes('as it was')),
        'a run lost its copy of the document',
      );
      assert((await calls('9', 'begin')) === 0, 'a stage of the new document ran in an old run');
      return '10 runs, 5 pipelines edited and 5 deleted meanwhile: 10 ended with the stages they began with';
    },
  },
];
