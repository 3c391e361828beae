import type { Pool } from 'pg';
import { newId } from '#lib/platform/ids.ts';
import { loadRun, loadStageData } from './persistence/run-store.ts';
import { type Sql, sqlOf } from './persistence/sql.ts';
import { type TellSoon, tellSoon } from './persistence/tell.ts';
import type { RunReader } from './run/access.ts';
import type { FindStageType } from './run/carry-out.ts';
import type { HostFor } from './run/stage-run.ts';

/** All that the engine's jobs need; the worker makes it once. */
export interface Engine<Services = unknown> {
  readonly pool: Pool;
  readonly sql: Sql;
  readonly reader: RunReader;
  readonly find: FindStageType<Services>;
  readonly services: Services;
  readonly host: HostFor;
  readonly newId: () => string;
  readonly tellSoon: TellSoon;
  readonly observe: EngineObserver;
}

/** Which order of which stage a fact is about; `job` is the queue's id of the job that carried it. */
export interface OrderRef {
  readonly executionId: string;
  readonly stageId: string;
  readonly type: string;
  readonly attempt: number;
  readonly job: string | undefined;
}

/** What an order begins: the run's first stages, a stage behind another, or one more step of a stage. */
export type OrderKind = 'run' | 'stage' | 'step';

/** What metrics and logs want to know; never awaited. */
export interface EngineObserver {
  /** A task was called and its answer recorded. Times in ms. */
  readonly taskDone?: (order: OrderRef & { task: string; status: string; tookMs: number }) => void;
  /** Time from the moment an order was due to the start of its work, in ms. */
  readonly orderStarted?: (order: OrderRef & { what: OrderKind; lateMs: number }) => void;
  /** An answer came too late and was not taken. */
  readonly answerRefused?: (order: OrderRef) => void;
  /** The sweep found orders without a job and sent them again. */
  readonly recovered?: (count: number) => void;
}

export function createEngine<Services>(options: {
  pool: Pool;
  find: FindStageType<Services>;
  services: Services;
  /** What helper functions of expressions may ask; without it they are "not available". */
  host?: HostFor;
  observe?: EngineObserver;
}): Engine<Services> {
  const sql = sqlOf(options.pool);
  return {
    pool: options.pool,
    sql,
    reader: {
      load: (executionId, stageId) => loadRun(sql, executionId, stageId),
      stageData: (executionId, stageIds) => loadStageData(sql, executionId, stageIds),
    },
    find: options.find,
    services: options.services,
    host: options.host ?? {},
    newId,
    tellSoon: tellSoon(sql),
    observe: options.observe ?? {},
  };
}
