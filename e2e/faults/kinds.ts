import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { StageRun, StageType } from '#lib/engine/contract.ts';
import { running, succeeded } from '#lib/engine/contract.ts';
import { kindOf } from '#lib/engine/testing/plain-engine.ts';
import { restrictExecutionDuringTimeWindow } from '#lib/stages/restrict-execution-during-time-window/stage.ts';
import { wait } from '#lib/stages/wait/stage.ts';
import { waitUntil } from '#lib/stages/wait-until/stage.ts';
import { webhook } from '#lib/stages/webhook/stage.ts';

/** The product's own kinds that need no cluster. */
export const productKinds = [wait, waitUntil, restrictExecutionDuringTimeWindow, webhook];

/**
 * Kinds whose work leaves a trace outside the engine: `FaultCall` counts every call, `FaultEffect` holds what was made,
 * once under each name, as a cluster would.
 */
export const traceTables = `
create table if not exists "FaultCall" ("at" timestamptz default clock_timestamp(), "stage" text, "name" text, "phase" text, "pid" int, "sawAt" timestamptz);
create table if not exists "FaultEffect" ("name" text primary key, "at" timestamptz default clock_timestamp())`;

export function faultKinds(pool: Pool): StageType[] {
  const call = (run: StageRun, phase: string) =>
    pool.query(
      `insert into "FaultCall" ("stage", "name", "phase", "pid", "sawAt") values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))`,
      [run.stage.refId, run.key(), phase, process.pid, run.now],
    );
  return [
    kindOf('noop'),
    kindOf('effect', {
      run: async (run) => {
        await call(run, 'begin');
        // A task that is to be killed waits long, and only in the call that will be.
        const { rowCount } = await pool.query(
          `select 1 from "FaultCall" where "name" = $1 and "phase" = 'begin'`,
          [run.key()],
        );
        const isFirst = rowCount === 1;
        await sleep(
          Number(run.context.holdBeforeMs ?? 0) + (isFirst ? Number(run.context.firstHoldBeforeMs ?? 0) : 0),
        );
        await pool.query(`insert into "FaultEffect" ("name") values ($1) on conflict do nothing`, [
          run.key(),
        ]);
        await call(run, 'made');
        await sleep(isFirst ? Number(run.context.firstHoldAfterMs ?? 0) : 0);
        return succeeded({ outputs: { made: run.key() } });
      },
    }),
    kindOf('waiter', {
      run: async (run) => {
        const key = `fault:${String(run.context.key)}`;
        const { rowCount } = await pool.query(`select 1 from "FaultEffect" where "name" = $1`, [key]);
        return rowCount ? succeeded() : running({ afterMs: 60_000, wakeOn: [key] });
      },
    }),
    // Takes connections from the process's pool and keeps them.
    kindOf('hog', {
      run: async (run) => {
        const taken: PoolClient[] = [];
        let isOver = false;
        const asked = Array.from({ length: Number(run.context.clients ?? 1) }, async () => {
          const client = await pool.connect();
          if (isOver) client.release();
          else taken.push(client);
        });
        await sleep(Number(run.context.holdMs ?? 0));
        isOver = true;
        for (const client of taken) client.release();
        await Promise.allSettled(asked);
        return succeeded();
      },
    }),
    kindOf('ticking', {
      run: (run) =>
        run.task.polls >= Number(run.context.polls ?? 10) ? succeeded() : running({ afterMs: 200 }),
    }),
  ];
}
