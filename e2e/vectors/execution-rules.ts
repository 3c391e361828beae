import type { StageRun, TaskResult } from '#lib/engine/contract.ts';
import { TerminalError } from '#lib/engine/contract.ts';
import { ExecutionStatus, isObject, type JsonObject } from '#lib/engine/model.ts';
import { flagsOf } from '#lib/engine/run/prepare-context.ts';
import { remainingMs } from '#lib/engine/run/timeout.ts';
import { chooseFromQueue } from '#lib/engine/transition/admission.ts';
import { failureStatus, stageStatus } from '#lib/engine/transition/stage-status.ts';
import type { StageState } from '#lib/engine/transition/state.ts';
import { contextOf, evaluateAsync } from '#lib/expressions/index.ts';
import { findStage } from '#lib/stages/registry.ts';
import type { Services } from '#lib/stages/services.ts';
import { resultOf, World } from './execution-world.ts';
import type { ExecutionVector } from './executions.ts';

/** Plays a vector about one rule alone. */
export async function playRule(vector: ExecutionVector): Promise<unknown> {
  const { stage, task, queue, stageEnabled, user } = vector;
  if (queue) return admitted(queue, vector.keepWaitingPipelines ?? false);
  if (task) return await oneTask(task);
  if (stageEnabled) return await enabled(stageEnabled, vector.execution ?? {});
  if (stage && Array.isArray(stage.tasks)) return { status: statusOf(stage) };
  if (stage) return { status: statusWord(await answerOfKind(stage, user)) };
  throw new Error('The vector is of no form that is known here.');
}

function admitted(queue: readonly string[], keepWaitingPipelines: boolean): JsonObject {
  const policy = { limitConcurrent: true, maxConcurrentExecutions: 0, keepWaitingPipelines };
  const { start, cancel } = chooseFromQueue(policy, 0, queue);
  const gone = new Set([...start, ...cancel]);
  return { started: start[0], canceled: cancel, stillWaiting: queue.filter((id) => !gone.has(id)) };
}

function statusOf(stage: JsonObject): ExecutionStatus {
  const context = isObject(stage.context) ? stage.context : {};
  const after = ExecutionStatus.array().parse(stage.after ?? []);
  return stageStatus({
    tasks: ExecutionStatus.array().parse(stage.tasks),
    synthetics: [...ExecutionStatus.array().parse(stage.synthetics ?? []), ...after],
    after,
    flags: { ...flagsOf(context), planningFailed: context.beforeStagePlanningFailed === true },
  });
}

async function oneTask(task: JsonObject): Promise<JsonObject> {
  if (typeof task.timeoutMs === 'number') return timeLimit(task, task.timeoutMs);
  let executed = false;
  const world = new World({
    pipeline: { stages: [{ type: 'probe', refId: '1', ...(isObject(task.context) ? task.context : {}) }] },
    kinds: [
      {
        type: 'probe',
        aliases: [],
        canManuallySkip: () => true,
        plan: () => ({ tasks: ['first', 'probe'] }),
        tasks: {
          first: { run: () => resultOf('SUCCEEDED') },
          probe: {
            run: () => {
              executed = true;
              if (mayRecover(task.throws)) throw new Error(String(task.throws));
              if (task.throws !== undefined) throw new TerminalError(String(task.throws));
              return resultOf(typeof task.result === 'string' ? task.result : 'RUNNING');
            },
          },
        },
      },
    ],
  });
  world.decide();
  await world.play(() => world.stage('1')?.phase === 'tasks');
  const id = world.stage('1')?.id ?? '';
  if (task.executionCanceled) world.decide({ kind: 'cancel', by: 'vectors', reason: null });
  if (isObject(task.context) && task.context.manualSkip === true)
    world.decide({ kind: 'manualSkip', stageId: id });
  if (task.executionPaused) world.decide({ kind: 'pause', by: 'vectors' });
  else await world.play(() => isAnswered(world.stage('1')));
  const results = world.data.get(id)?.context ?? {};
  return {
    status: world.stage('1')?.status,
    executed,
    contextHas: 'exception' in results ? 'exception' : undefined,
  };
}

const mayRecover = (thrown: unknown): boolean =>
  /^(retry|retryable|recoverable|transient)/i.test(String(thrown ?? ''));

const isAnswered = (stage: StageState | undefined): boolean =>
  stage?.phase === 'ended' ||
  stage?.tasks.some((task) => (task.polls ?? 0) + (task.failures ?? 0) > 0) === true;

function timeLimit(task: JsonObject, timeoutMs: number): JsonObject {
  const elapsedMs = Number(task.elapsedMs);
  const left = remainingMs({
    taskTimeoutMs: timeoutMs,
    isOverridable: true,
    ...(typeof task.stageTimeoutMs === 'number' ? { stageTimeoutMs: task.stageTimeoutMs } : {}),
    taskElapsedMs: elapsedMs,
    stageElapsedMs: elapsedMs,
    uncountedMs: Number(task.waitedForExecutionWindowMs ?? 0) + Number(task.pausedMs ?? 0),
  });
  const context = isObject(task.context) ? task.context : {};
  if (left >= 0) return { status: 'runs' };
  return { status: context.markSuccessfulOnTimeout === true ? 'SUCCEEDED' : failureStatus(flagsOf(context)) };
}

/** A stage after those of the vector's execution, whose condition decides whether it runs. */
async function enabled(stageEnabled: JsonObject, execution: JsonObject): Promise<JsonObject> {
  const before = Array.isArray(execution.stages) ? execution.stages : [];
  const stages = before.map((stage, index) => ({
    type: 'dummy',
    refId: String(index),
    requisiteStageRefIds: [],
    name: stage.name,
    initialStatus: stage.status,
  }));
  const probe = { type: 'dummy', refId: 'probe', requisiteStageRefIds: [], stageEnabled };
  const world = new World({
    pipeline: { stages: [...stages, probe], trigger: execution.trigger, initialStatus: 'RUNNING' },
  });
  world.decide();
  await world.play();
  return { runs: world.ran.has('probe') };
}

/** The task of a kind that decides how it ends; of others the first. */
const judged: Readonly<Record<string, string>> = {
  pipeline: 'monitorPipeline',
  webhook: 'monitorWebhook',
  checkPreconditions: 'checkPrecondition',
};

/** Calls the task of a real stage kind, with fakes of what it may reach. */
async function answerOfKind(stage: JsonObject, user: ExecutionVector['user']): Promise<TaskResult> {
  const type = String(stage.type);
  const kind = findStage(type);
  const task = kind?.tasks[judged[type] ?? Object.keys(kind.tasks)[0] ?? ''];
  if (!kind || !task) throw new Error(`There is no stage kind ${type}.`);
  const given = isObject(stage.context) ? stage.context : {};
  const context = type === 'pipeline' ? { pipeline: 'child', executionId: 'child' } : given;
  const parsed = kind.context?.parse(context) ?? context;
  const status = ExecutionStatus.catch('SUCCEEDED').parse(stage.childStatus);
  const services = {
    roles: { rolesOf: async () => ({ roles: user?.roles ?? [], isAdmin: user?.admin ?? false }) },
    pipelines: {
      execution: async (id: string) => ({
        id,
        application: 'vectors',
        name: 'child',
        status,
        canceled: false,
        outputs: {},
        artifacts: [],
      }),
    },
  };
  const run = {
    context: parsed,
    rawContext: context,
    stage: { refId: '1', startedAt: 0, restarts: 0 },
    task: { name: '', startedAt: 0, polls: 0 },
    outputs: {},
    evaluate: async (value: unknown) => {
      const { value: result, summary } = await evaluateAsync(value, contextOf(context));
      const errors = Object.values(summary).flatMap((list) => list.map((each) => each.description));
      return { value: result, errors, summary };
    },
    execution: { parameters: {}, trigger: {} },
    stages: async () => [],
    ancestors: async () => [],
    actor: { user: 'somebody' },
    services,
  };
  return await task.run(run as unknown as StageRun<JsonObject, Services>);
}

function statusWord(result: TaskResult): string {
  const words: Record<TaskResult['status'], string> = {
    succeeded: 'SUCCEEDED',
    running: 'RUNNING',
    failed: 'TERMINAL',
    skipped: 'SKIPPED',
    canceled: 'CANCELED',
    stopped: 'STOPPED',
    failedContinue: 'FAILED_CONTINUE',
    redirect: 'REDIRECT',
  };
  return words[result.status];
}
