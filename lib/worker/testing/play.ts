import type { Context } from '#lib/auth/index.ts';
import { ExecutionStatus, isComplete, type JsonObject } from '#lib/engine/model.ts';
import { getExecutionSource } from '#lib/executions/index.ts';
import { createPipeline, type StartPipeline, startPipeline } from '#lib/pipelines/index.ts';

export interface SeenStage {
  readonly id: string;
  readonly refId: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly parentId: string | null;
  readonly error: string | null;
  readonly context: JsonObject;
  readonly outputs: JsonObject;
}

export interface SeenRun {
  readonly id: string;
  readonly status: string;
  readonly stages: readonly SeenStage[];
  readonly trigger: JsonObject;
}

/** A stage of the pipeline itself, by its refId. */
export function stageOf(run: SeenRun, refId: string): SeenStage {
  const found = run.stages.find((stage) => stage.refId === refId && stage.parentId === null);
  if (!found) throw new Error(`There is no stage ${refId}.`);
  return found;
}

/** Whether the run is over. */
export const hasEnded = (run: SeenRun): boolean => isComplete(ExecutionStatus.parse(run.status));

/** Defines pipelines in an application, starts them and watches what becomes of them, as one person. */
export function player(who: () => Context, application: string) {
  let count = 0;
  // The source of a run is made for scripts; its shape is the one above.
  const see = async (id: string) => (await getExecutionSource(who(), id)) as unknown as SeenRun;
  const define = async (stages: readonly JsonObject[], rest: JsonObject = {}) => {
    count += 1;
    const definition = { name: `p${count}`, spelEvaluator: 'v4', stages, ...rest };
    return await createPipeline(who(), application, { definition, message: '' });
  };
  const start = async (
    stages: readonly JsonObject[],
    rest: JsonObject = {},
    input: Partial<StartPipeline> = {},
  ) => {
    const { id } = await define(stages, rest);
    return (await startPipeline(who(), { pipelineId: id, parameters: {}, ...input })).executionId;
  };
  const until = async (id: string, is: (run: SeenRun) => boolean): Promise<SeenRun> => {
    for (let tries = 0; tries < 1200; tries += 1) {
      const run = await see(id);
      if (is(run)) return run;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const { stages } = await see(id);
    throw new Error(
      `It did not happen in 30 s: ${JSON.stringify(stages.map((each) => [each.name, each.status, each.error]))}`,
    );
  };
  const play = async (
    stages: readonly JsonObject[],
    rest: JsonObject = {},
    input: Partial<StartPipeline> = {},
  ) => until(await start(stages, rest, input), hasEnded);
  return { see, define, start, until, play };
}
