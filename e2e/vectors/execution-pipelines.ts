import { canceled, running as runningFor } from '#lib/engine/contract.ts';
import { isComplete, type JsonObject } from '#lib/engine/model.ts';
import { mustQueue } from '#lib/engine/transition/admission.ts';
import { closeDraft, openDraft } from '#lib/engine/transition/draft.ts';
import { restart } from '#lib/engine/transition/restart.ts';
import { resetsOf } from '#lib/engine/verbs/restart-stage.ts';
import { findStage } from '#lib/stages/registry.ts';
import { World } from './execution-world.ts';
import type { ExecutionVector } from './executions.ts';

/** Plays a vector that has a pipeline, and tells what came of it in the words of `expected`. */
export async function playPipeline(vector: ExecutionVector, pipeline: JsonObject): Promise<unknown> {
  const { action = {} } = vector;
  if (typeof action.restart === 'string') return restarted(vector, pipeline, action.restart);
  if (isLimited(pipeline))
    return { execution: queues(pipeline) ? 'queued' : started(vector, pipeline).execution };
  if (action.start === true) return started(vector, pipeline);
  if (action.evaluate === 'completion' || typeof action.startStage === 'string')
    return evaluated(vector, pipeline, action);
  const child = children(pipeline);
  if (child) return await canceledWithParent(vector, pipeline, child);
  return await played(vector, pipeline);
}

async function played(vector: ExecutionVector, pipeline: JsonObject): Promise<unknown> {
  const world = worldOf(vector, withWindow(pipeline));
  world.decide();
  await world.play();
  return report(world, vector);
}

function worldOf(vector: ExecutionVector, pipeline: JsonObject): World {
  const { stub, durations, outputs } = vector;
  return new World({
    pipeline,
    ...(stub ? { stub } : {}),
    ...(durations ? { durations } : {}),
    ...(outputs ? { outputs } : {}),
  });
}

function report(world: World, vector: ExecutionVector): JsonObject {
  const { stages } = world.state;
  const statuses = new Set(stages.map((stage) => stage.status));
  const neverRan = Array.isArray(vector.expected.neverRan) ? vector.expected.neverRan : [];
  const wantedType = vector.expected.containsType;
  return {
    execution: world.state.execution.status,
    stages: Object.fromEntries(stages.map((stage) => [stage.refId, stage.status])),
    names: Object.fromEntries(stages.map((stage) => [stage.refId, stage.name])),
    requisites: Object.fromEntries(stages.map((stage) => [stage.refId, stage.requisites])),
    neverRan: neverRan.filter((refId) => !world.ran.has(String(refId))),
    stageCount: stages.length,
    containsType: stages.some((stage) => stage.type === wantedType) ? wantedType : undefined,
    allStages: statuses.size === 1 ? [...statuses][0] : [...statuses],
  };
}

function started(vector: ExecutionVector, pipeline: JsonObject): JsonObject {
  const world = worldOf(vector, pipeline);
  world.decide();
  const begun = world.state.stages.filter((stage) => stage.status !== 'NOT_STARTED');
  return { execution: world.state.execution.status, started: begun.map((stage) => stage.refId) };
}

function evaluated(vector: ExecutionVector, pipeline: JsonObject, action: JsonObject): JsonObject {
  const world = worldOf(vector, { ...pipeline, initialStatus: 'RUNNING' });
  const wasRunning = world.state.stages
    .filter((stage) => stage.status === 'RUNNING')
    .map((stage) => stage.attempt);
  const running = new Set(
    world.state.stages.filter((stage) => stage.status === 'RUNNING').map((stage) => stage.refId),
  );
  world.decide();
  const isRunning = world.state.stages
    .filter((stage) => stage.status === 'RUNNING')
    .map((stage) => stage.attempt);
  return {
    execution: world.state.execution.status,
    waits: !isComplete(world.state.execution.status),
    stages: Object.fromEntries(world.state.stages.map((stage) => [stage.refId, stage.status])),
    evaluatesCompletion: isComplete(world.state.execution.status),
    started: world.state.stages
      .filter((stage) => stage.status === 'RUNNING' && !running.has(stage.refId))
      .map((stage) => stage.refId),
    ignored: action.startStage !== undefined && JSON.stringify(wasRunning) === JSON.stringify(isRunning),
  };
}

/** A reset by itself, before anything starts again. */
function restarted(vector: ExecutionVector, pipeline: JsonObject, refId: string): JsonObject {
  const world = worldOf(vector, { initialStatus: 'TERMINAL', ...pipeline });
  const stage = world.stage(refId);
  if (!stage) throw new Error(`The vector has no stage ${refId}.`);
  const resets = resetsOf(
    world.state,
    stage,
    world.data,
    { find: findStage },
    {
      ctx: { actor: { kind: 'system', name: 'vectors' }, requestId: 'vectors' },
      input: { executionId: 'e', stageId: stage.id },
      now: world.now,
      keepChild: false,
    },
  );
  const draft = openDraft(world.state, world.now);
  restart(draft, { kind: 'restart', stageId: stage.id });
  world.state = closeDraft(draft, { isRefused: false, wakes: [], releases: null }).state;
  const stages = Object.fromEntries(world.state.stages.map((other) => [other.refId, other.status]));
  const key = Object.keys(resets.get(stage.id) ?? {}).find((name) => name === 'restartDetails');
  const { execution } = world.state;
  world.decide();
  const starts = world.state.stages.find((other) => other.status === 'RUNNING')?.refId;
  return { execution: execution.status, stages, starts, contextHas: { [refId]: key } };
}

const isLimited = (pipeline: JsonObject): boolean => pipeline.otherRunning !== undefined;

function queues(pipeline: JsonObject): boolean {
  const policy = {
    limitConcurrent: pipeline.limitConcurrent === true,
    maxConcurrentExecutions: Number(pipeline.maxConcurrentExecutions ?? 0),
    keepWaitingPipelines: pipeline.keepWaitingPipelines === true,
  };
  return mustQueue(policy, Number(pipeline.otherRunning), 0);
}

function children(pipeline: JsonObject): { refId: string; child: JsonObject } | undefined {
  const stages = Array.isArray(pipeline.stages) ? pipeline.stages : [];
  const stage = stages.find((other) => typeof other.child === 'object');
  return stage && { refId: String(stage.refId), child: stage.child };
}

/** The stage's task answers as stubbed; the kind's own cancel routine reaches the child. */
async function canceledWithParent(
  vector: ExecutionVector,
  pipeline: JsonObject,
  { refId, child }: { refId: string; child: JsonObject },
): Promise<unknown> {
  const childWorld = new World({ pipeline: child });
  const parent = new World({
    pipeline,
    ...(vector.outputs ? { outputs: vector.outputs } : {}),
    kinds: [
      {
        type: 'pipeline',
        aliases: [],
        tasks: {
          startPipeline: {
            run: (run) => {
              if (run.task.polls > 0) return canceled();
              childWorld.now = run.now;
              childWorld.decide();
              return runningFor({ afterMs: 1000, context: { executionId: 'child' } });
            },
          },
        },
        onCancel: () => {
          childWorld.now = parent.now;
          childWorld.decide({ kind: 'cancel', by: 'parent pipeline', reason: null });
          return undefined;
        },
      },
    ],
  });
  parent.decide();
  await parent.play();
  const waits = childWorld.state.stages[0];
  const waitedMs = (waits?.endTime ?? Number.POSITIVE_INFINITY) - (waits?.startTime ?? 0);
  const limit = Number((vector.expected.child as JsonObject | undefined)?.waitShorterThanMs);
  return {
    child: {
      canceled: childWorld.state.execution.canceled,
      waitShorterThanMs: Math.max(limit, waitedMs),
    },
    parent: parent.stage(refId)?.status,
  };
}

/** `<now>` and `<now+1>` stand for the hour of the clock, in the zone of windows that name none. */
function withWindow(pipeline: JsonObject): JsonObject {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/Los_Angeles',
      hour: 'numeric',
      hourCycle: 'h23',
    }).format(new World({ pipeline: { stages: [] } }).now),
  );
  const text = JSON.stringify(pipeline)
    .replaceAll('"<now>"', String(hour))
    .replaceAll('"<now+1>"', String(hour + 1));
  return JSON.parse(text);
}
