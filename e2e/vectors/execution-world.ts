import type { StageType } from '#lib/engine/contract.ts';
import { failed, running, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { newStage } from '#lib/engine/persistence/create-run.ts';
import type { LoadedRun, StageData } from '#lib/engine/run/access.ts';
import { carryOut } from '#lib/engine/run/carry-out.ts';
import type { Fact } from '#lib/engine/transition/facts.ts';
import type { ExecutionState, RunState, StageState } from '#lib/engine/transition/state.ts';
import { transition } from '#lib/engine/transition/transition.ts';
import { parsePipeline } from '#lib/pipelines/definition/index.ts';
import { restrictExecutionDuringTimeWindow } from '#lib/stages/restrict-execution-during-time-window/stage.ts';
import { wait } from '#lib/stages/wait/stage.ts';

/** A tick of the vectors' clock: how long a stage runs when nothing else is said. */
const tickMs = 1000;

export interface WorldOptions {
  readonly pipeline: JsonObject;
  /** Task results by refId, in order; `*` is any other stage. */
  readonly stub?: Record<string, string[]>;
  /** Ticks a stage runs. */
  readonly durations?: Record<string, number>;
  readonly outputs?: Record<string, JsonObject>;
  readonly kinds?: readonly StageType[];
}

/**
 * An execution in memory, driven by the engine's own decisions and task runner under a clock that jumps from one due
 * order to the next.
 */
export class World {
  state: RunState;
  now = Date.UTC(2026, 5, 15, 19, 30);
  readonly data = new Map<string, StageData>();
  readonly ran = new Set<string>();
  readonly #due: { at: number; stageId: string; attempt: number }[] = [];
  readonly #options: WorldOptions;
  #ids = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    const parsed = parsePipeline(options.pipeline);
    const raw = options.pipeline;
    const stages = parsed.stages.map((stage, index) => ({ ...newStage(stage, index, `s${stage.refId}`) }));
    for (const [index, stage] of stages.entries()) {
      this.data.set(stage.id, { config: parsed.stages[index]?.context ?? {}, context: {}, outputs: {} });
    }
    this.state = {
      execution: executionOf(raw, this.now, parsed),
      stages: stages.map((stage, index) =>
        withInitialStatus(stage, parsed.stages[index]?.raw.initialStatus, this.now),
      ),
    };
  }

  /** Decides with a fact (or without) and takes what follows. */
  decide(fact?: Fact): { isRefused: boolean } {
    const step = transition(this.state, this.now, fact);
    this.state = step.state;
    for (const order of step.orders) {
      this.#due.push({ at: order.runAt ?? this.now, stageId: order.stageId, attempt: order.attempt });
    }
    return { isRefused: step.isRefused };
  }

  /** Carries out orders in the order they fall due, until none is left or the run has ended. */
  async play(until: (world: World) => boolean = () => false): Promise<void> {
    for (let steps = 0; steps < 10_000 && !until(this); steps += 1) {
      this.#due.sort((a, b) => a.at - b.at);
      const next = this.#due.shift();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      const stage = this.state.stages.find((other) => other.id === next.stageId);
      if (stage?.attempt === next.attempt) await this.#carryOut(stage);
    }
  }

  async #carryOut(stage: StageState): Promise<void> {
    const loaded: LoadedRun = {
      now: this.now,
      state: this.state,
      body: {
        type: 'PIPELINE',
        isDryRun: false,
        definition: this.#options.pipeline,
        trigger: (this.#options.pipeline.trigger as JsonObject | undefined) ?? {
          type: 'manual',
          parameters: {},
        },
        authentication: { user: 'anonymous' },
        extra: {},
      },
      data: this.data.get(stage.id) ?? { config: {}, context: {}, outputs: {} },
    };
    const outcome = await carryOut(loaded, stage, {
      reader: { load: async () => loaded, stageData: async () => this.data },
      host: {},
      services: {},
      signal: new AbortController().signal,
      find: (type) => this.#kind(type),
      newId: () => this.#newId(),
    });
    if (!outcome) return;
    const before = this.data.get(stage.id) ?? { config: {}, context: {}, outputs: {} };
    const fact = {
      kind: 'answer',
      stageId: stage.id,
      attempt: stage.attempt,
      answer: outcome.answer,
    } as const;
    if (this.decide(fact).isRefused) return;
    for (const [id, config] of outcome.configs ?? []) this.data.set(id, { config, context: {}, outputs: {} });
    this.data.set(stage.id, {
      config: before.config,
      context: { ...before.context, ...outcome.patch?.context },
      outputs: { ...before.outputs, ...outcome.patch?.outputs },
    });
  }

  #newId(): string {
    this.#ids += 1;
    return `n${this.#ids}`;
  }

  #kind(type: string): StageType | undefined {
    const own = this.#options.kinds?.find((kind) => kind.type === type);
    if (own) return own;
    if (type === 'wait' && !this.#options.durations) return wait as StageType;
    if (type === 'restrictExecutionDuringTimeWindow') return restrictExecutionDuringTimeWindow as StageType;
    const before = (context: JsonObject) => names(context.before);
    const after = (context: JsonObject) => names(context.after);
    const onFailure = (context: JsonObject) => names(context.onFailure);
    return {
      type,
      aliases: [],
      tasks: {
        stub: { run: (run) => this.#stub(run.stage.refId, run.now - run.stage.startedAt, run.key()) },
      },
      plan: ({ rawContext }) => ({
        tasks: ['stub'],
        before: before(rawContext).map((name) => ({ type: 'dummy', name, context: {} })),
        after: after(rawContext).map((name) => ({ type: 'dummy', name, context: {} })),
      }),
      planOnFailure: ({ rawContext }) =>
        onFailure(rawContext).map((name) => ({ type: 'dummy', name, context: {} })),
    };
  }

  #stub(refId: string, elapsedMs: number, key: string): TaskResult {
    const { stub = {}, durations, outputs = {} } = this.#options;
    this.ran.add(refId);
    const durationMs = durations ? (durations[refId] ?? 1) * tickMs : 0;
    if (elapsedMs < durationMs) return running({ afterMs: durationMs - elapsedMs });
    const answers = stub[refId] ?? stub['*'] ?? ['SUCCEEDED'];
    const times = this.#times.get(key) ?? 0;
    this.#times.set(key, times + 1);
    return resultOf(answers[Math.min(times, answers.length - 1)] ?? 'SUCCEEDED', outputs[refId] ?? {});
  }

  readonly #times = new Map<string, number>();

  stage(refId: string): StageState | undefined {
    return this.state.stages.find((stage) => stage.refId === refId);
  }
}

/** What a stubbed task answers for a status of the vectors. */
export function resultOf(status: string, outputs: JsonObject = {}): TaskResult {
  switch (status) {
    case 'SUCCEEDED':
      return succeeded({ outputs });
    case 'SKIPPED':
      return { status: 'skipped' };
    case 'CANCELED':
      return { status: 'canceled' };
    case 'STOPPED':
      return { status: 'stopped' };
    case 'FAILED_CONTINUE':
      return { status: 'failedContinue' };
    case 'RUNNING':
      return running({ afterMs: tickMs });
    case 'TERMINAL':
      return failed('stubbed failure');
    default:
      throw new Error(`The stub names an unknown status: ${status}`);
  }
}

const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function executionOf(
  raw: JsonObject,
  now: number,
  parsed: { limitConcurrent: boolean; maxConcurrentExecutions: number; keepWaitingPipelines: boolean },
): ExecutionState {
  const status = (raw.initialStatus as ExecutionState['status'] | undefined) ?? 'NOT_STARTED';
  return {
    id: 'e',
    application: 'vectors',
    name: 'vector',
    pipelineConfigId: typeof raw.pipelineConfigId === 'string' ? raw.pipelineConfigId : null,
    parentExecutionId: null,
    status,
    version: 1,
    priority: 0,
    buildTime: now,
    startTime: status === 'NOT_STARTED' ? null : now,
    endTime: null,
    startTimeExpiry: expiryOf(raw.startTimeExpiry, now),
    limitConcurrent: parsed.limitConcurrent,
    maxConcurrentExecutions: parsed.maxConcurrentExecutions,
    keepWaitingPipelines: parsed.keepWaitingPipelines,
    admitted: true,
    canceled: raw.canceled === true,
    canceledBy: null,
    cancellationReason: null,
    paused: null,
    restarts: 0,
  };
}

/** Epoch ms, or a time by the vectors' clock such as `<now-1>` (hours). */
function expiryOf(value: unknown, now: number): number | null {
  if (value === undefined || value === null) return null;
  const hours = /^<now([+-]\d+)?>$/.exec(String(value))?.[1];
  return hours === undefined ? Number(value) : now + Number(hours) * 3_600_000;
}

function withInitialStatus(stage: StageState, status: unknown, now: number): StageState {
  if (typeof status !== 'string' || status === 'NOT_STARTED') return stage;
  const isRunning = status === 'RUNNING';
  return {
    ...stage,
    status: status as StageState['status'],
    phase: isRunning ? 'tasks' : 'ended',
    startTime: now,
    endTime: isRunning ? null : now,
    attempt: 1,
    tasks: [
      {
        name: 'stub',
        status: status as StageState['status'],
        startTime: now,
        endTime: isRunning ? null : now,
      },
    ],
  };
}
