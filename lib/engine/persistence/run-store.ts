import { isComplete, isObject, type JsonObject } from '../model.ts';
import type { ExecutionBody, LoadedRun, StageData } from '../run/access.ts';
import type { DataPatch } from '../run/patch.ts';
import type { Order, RunState, Step } from '../transition/state.ts';
import { commitStatement } from './commit-statement.ts';
import { progressOf } from './progress.ts';
import { readExecution, readStage, writeExecution, writeNewStage, writeStage } from './rows.ts';
import {
  forgetRun,
  rememberBody,
  rememberedBody,
  rememberedState,
  rememberState,
  untilWritten,
} from './run-cache.ts';
import type { Sql } from './sql.ts';
import * as statements from './statements.ts';
import { eventsFor, isTurningPoint, type TellSoon } from './tell.ts';

/** A step, and what it leaves in the stages' data. */
export interface Writing {
  readonly step: Step;
  /** By stage id. */
  readonly patches?: ReadonlyMap<string, DataPatch>;
  /** What added stages are told, by stage id. */
  readonly configs?: ReadonlyMap<string, JsonObject>;
  /** Results that are replaced as a whole (restart), by stage id; outputs are emptied. */
  readonly resets?: ReadonlyMap<string, JsonObject>;
}

/** Reads a run as a job needs it. */
export async function loadRun(
  sql: Sql,
  executionId: string,
  stageId: string,
): Promise<LoadedRun | undefined> {
  await untilWritten(executionId);
  const known = rememberedState(executionId);
  const knownBody = rememberedBody(executionId);
  const values = [executionId, known?.execution.version ?? 0, stageId, knownBody !== undefined];
  const [row] = await sql.query('engine.load', statements.load, values);
  if (!row) {
    forgetRun(executionId);
    return undefined;
  }
  const state = row.execution === null && known ? known : readState(row.execution, row.stages);
  const body = knownBody ?? readBody(row);
  if (state !== known) rememberState(state);
  if (!knownBody) rememberBody(executionId, body);
  return { now: Number(row.now), state, body, data: readData(row) };
}

/** Reads a run under its row lock, until the transaction ends. Undefined when there is none. */
export async function lockRun(
  sql: Sql,
  executionId: string,
): Promise<{ state: RunState; now: number } | undefined> {
  const [row] = await sql.query('engine.lock', statements.lock, [executionId]);
  if (!row) return undefined;
  const now = Number(row.now);
  const execution = readExecution(row.execution);
  const known = rememberedState(executionId);
  if (known?.execution.version === execution.version) return { state: known, now };
  const [rest] = await sql.query('engine.stages', statements.stagesOf, [executionId]);
  return { state: readState(row.execution, rest?.stages), now };
}

export async function loadStageData(
  sql: Sql,
  executionId: string,
  stageIds?: readonly string[],
): Promise<Map<string, StageData>> {
  const rows = await sql.query('engine.stageData', statements.stageData, [
    executionId,
    stageIds ? [...stageIds] : null,
  ]);
  return new Map(rows.map((row) => [String(row.stageId), readData(row)]));
}

/** What became of a step that was to be written. */
export type Committed =
  /** Somebody else wrote the run since it was read; nothing was written, read it again. */
  | { readonly isWritten: false }
  | {
      readonly isWritten: true;
      /** The run as the next step will find it. */
      readonly state: RunState;
      /** Epoch ms by the database's clock. */
      readonly now: number;
      /** What the stage that the caller goes on with was told and recorded, before this step. */
      readonly next: StageData;
    };

/** Writes a step: rows, jobs and events in one statement, if nobody else wrote the run since it was read. */
export async function commitStep(
  sql: Sql,
  before: RunState,
  writing: Writing,
  options: {
    /** The step may still be rolled back, so it is not remembered. */
    readonly isInTransaction?: boolean;
    /** The stage whose order the caller goes on with. */
    readonly next?: string | undefined;
    /** Takes what only hints at news; without it everything is told in the transaction. */
    readonly tellSoon?: TellSoon;
  } = {},
): Promise<Committed> {
  const { step } = writing;
  const { execution } = step.state;
  const rows = patchRows(writing.patches);
  const hasNews = rows.some((row) => Object.keys(row.context).length > 0);
  const mayTellLater = options.tellSoon !== undefined && !isTurningPoint(step);
  const { name, text, values } = commitStatement({
    executionId: execution.id,
    version: before.execution.version,
    execution: writeExecution(execution),
    changed: step.changed.map(writeStage),
    data: rows,
    added: step.added.map(writeNewStage),
    addedData: step.added.map((stage) => ({
      stageId: stage.id,
      config: writing.configs?.get(stage.id) ?? {},
    })),
    removed: step.removed,
    resets: [...(writing.resets ?? [])].map(([stageId, context]) => ({ stageId, context })),
    orders: step.orders.map(writeOrder),
    begins: before.execution.startTime === null,
    wakes: step.wakes,
    releases: step.releases,
    events: mayTellLater ? null : eventsFor(step, hasNews),
    progress: progressOf(step),
    next: options.next ?? null,
  });
  const [row = {}] = await sql.query(name, text, values);
  if (Number(row.head ?? 0) !== 1) {
    forgetRun(execution.id);
    return { isWritten: false };
  }
  if (mayTellLater && (hasNews || step.events.length > 0)) options.tellSoon?.add(execution);
  const state = { ...step.state, execution: { ...execution, version: before.execution.version + 1 } };
  if (options.isInTransaction || isComplete(execution.status)) forgetRun(execution.id);
  else rememberState(state);
  return { isWritten: true, state, now: Number(row.now), next: readData(objectOf(row.next)) };
}

const writeOrder = (order: Order) => ({
  ...order,
  runAt: order.runAt === null ? null : new Date(order.runAt).toISOString(),
});

function patchRows(patches: ReadonlyMap<string, DataPatch> | undefined) {
  return [...(patches ?? [])]
    .filter(([, patch]) => patch.context || patch.outputs || patch.removed)
    .map(([stageId, patch]) => ({
      stageId,
      context: patch.context ?? {},
      outputs: patch.outputs ?? {},
      removed: patch.removed ?? [],
    }));
}

function readState(execution: unknown, stages: unknown): RunState {
  const rows = Array.isArray(stages) ? stages : [];
  return { execution: readExecution(execution), stages: rows.map(readStage) };
}

function readBody(row: Record<string, unknown>): ExecutionBody {
  const body = objectOf(row.body);
  return {
    type: row.type === 'ORCHESTRATION' ? 'ORCHESTRATION' : 'PIPELINE',
    isDryRun: row.isDryRun === true,
    definition: objectOf(body.definition),
    trigger: objectOf(body.trigger),
    authentication: objectOf(body.authentication),
    extra: objectOf(body.extra),
  };
}

const readData = (row: Record<string, unknown>): StageData => ({
  config: objectOf(row.config),
  context: objectOf(row.context),
  outputs: objectOf(row.outputs),
});

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
