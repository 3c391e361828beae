import type { Plan, StageRun } from '#lib/engine/contract.ts';
import { succeeded } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import type { Services } from '../services.ts';
import { readSet } from './read-set.ts';
import { RunMultiplePipelinesContext, runMultiplePipelinesDescription } from './schema.ts';

type Needs = Pick<Services, 'pipelines'>;

/** One synthetic pipeline stage for every member of the set, joined by their dependencies. */
export const runMultiplePipelines = defineStage<RunMultiplePipelinesContext, Needs>({
  description: runMultiplePipelinesDescription,
  context: RunMultiplePipelinesContext,
  plan,
  tasks: {
    collectOutputs: {
      run: async (run) => {
        const children = (await run.stages()).filter((stage) => stage.parentStageId === run.stage.id);
        const executionIds = children.flatMap((child) => child.context.executionId ?? []);
        return succeeded({ outputs: { executionIds } });
      },
    },
  },
});

async function plan({ context, services }: StageRun<RunMultiplePipelinesContext, Needs>): Promise<Plan> {
  const members = readSet(context.yamlConfig);
  if (members.length === 0) throw new Error('The set names no pipelines: give at least one child_pipeline.');
  const before = await Promise.all(
    members.map(async (member) => {
      const child = await services.pipelines.findByName(member.application, member.pipeline);
      if (!child)
        throw new Error(`There is no pipeline "${member.pipeline}" in application ${member.application}.`);
      return {
        type: 'pipeline',
        name: `${member.application}: ${member.pipeline}`,
        context: {
          application: member.application,
          pipeline: child.id,
          pipelineParameters: member.parameters,
        },
        requires: member.dependsOn.map((name) => members.findIndex((other) => other.name === name)),
      };
    }),
  );
  return { tasks: ['collectOutputs'], before };
}
