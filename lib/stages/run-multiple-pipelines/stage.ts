import type { Plan, StageRun, SyntheticStage } from '#lib/engine/contract.ts';
import { succeeded } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import type { Services } from '../services.ts';
import { readSet } from './read-set.ts';
import { RunMultiplePipelinesContext, runMultiplePipelinesDescription } from './schema.ts';

type Needs = Pick<Services, 'pipelines'>;
type Run = StageRun<RunMultiplePipelinesContext, Needs>;

/**
 * One synthetic pipeline stage for every member of the set, joined by their dependencies. With `rollback_onfailure` what
 * the members that succeeded have rolled out goes back one revision, newest first, when another one fails.
 */
export const runMultiplePipelines = defineStage<RunMultiplePipelinesContext, Needs>({
  description: runMultiplePipelinesDescription,
  context: RunMultiplePipelinesContext,
  plan,
  planOnFailure: rollbacks,
  preview: ({ context }) => {
    const { members, rollbackOnFailure } = readSet(context.yamlConfig);
    const names = members.map((member) => `${member.application}/${member.pipeline}`);
    const back = rollbackOnFailure ? ['Would roll the others back if one of them failed.'] : [];
    return wouldDo([`Would run ${names.join(', ')}, each after those it depends on.`, ...back]);
  },
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

async function plan({ context, services }: Run): Promise<Plan> {
  const { members } = readSet(context.yamlConfig);
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

/** The rollouts that the succeeded members brought out, last ones first. */
async function rollbacks(run: Run): Promise<SyntheticStage[]> {
  const { yamlConfig } = RunMultiplePipelinesContext.catch({}).parse(run.rawContext);
  if (!readSet(yamlConfig).rollbackOnFailure) return [];
  const children = (await run.stages())
    .filter((stage) => stage.parentStageId === run.stage.id && stage.type === 'pipeline')
    .filter((stage) => stage.status === 'SUCCEEDED' && typeof stage.context.executionId === 'string')
    .sort((a, b) => (b.endTime ?? 0) - (a.endTime ?? 0));
  const deployed = await Promise.all(
    children.map((child) => run.services.pipelines.deploysOf(String(child.context.executionId))),
  );
  return deployed.flat().flatMap(({ account, names }) => rolloutsIn(account, names));
}

/** Only what has revisions to go back to. */
const revisioned = /^(deployment|statefulSet|daemonSet) /i;

function rolloutsIn(account: string, names: JsonObject): SyntheticStage[] {
  return Object.entries(names).flatMap(([location, list]) =>
    (Array.isArray(list) ? list.map(String) : [])
      .filter((name) => revisioned.test(name))
      .map((manifestName) => ({
        type: 'undoRolloutManifest',
        name: `Roll back ${manifestName}`,
        context: { account, location, manifestName, numRevisionsBack: 1, continuePipeline: true },
      })),
  );
}
