import { beforeAll, expect, test } from 'vitest';
import { createAccount } from '#lib/accounts/index.ts';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { database, databasePool } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { newId } from '#lib/platform/ids.ts';
import {
  getExecution,
  getRetention,
  getStage,
  listApprovals,
  listExecutions,
  recentByPipeline,
  saveRetention,
  startOperation,
} from './index.ts';
import { StartOperation } from './operation-schema.ts';
import { ExecutionQuery } from './schema.ts';

useTestDatabase();
const system = systemContext('test');
const people: Record<'ana' | 'sam' | 'eve' | 'ben', Context> = {
  ana: system,
  sam: system,
  eve: system,
  ben: system,
};

beforeAll(async () => {
  people.ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  people.sam = (await addPerson('sam', { teams: ['sre'] })).ctx;
  people.eve = (await addPerson('eve', { teams: ['web', 'leads'] })).ctx;
  people.ben = (await addPerson('ben')).ctx;
  const permissions = { READ: ['web', 'sre'], WRITE: ['web'], EXECUTE: ['web'] };
  await createApplication(system, CreateApplication.parse({ name: 'shop', permissions }));
  for (const [name, WRITE] of [
    ['open', []],
    ['guarded', ['sre']],
  ] as const) {
    const credentials = { source: 'file', path: '/nowhere/kubeconfig' };
    const account = {
      name,
      credentials,
      permissions: WRITE.length > 0 ? { READ: ['web', 'sre'], WRITE } : undefined,
    };
    await createAccount(system, AccountConfig.parse(account));
  }
});

/** A run as the engine leaves it in the database. */
async function addRun(
  options: { status?: string; stage?: string; config?: object; stages?: number; editor?: string } = {},
): Promise<string> {
  const { status = 'SUCCEEDED', stage = 'wait', config = {}, stages = 1 } = options;
  const id = newId();
  const canary = { body: 'BODY-CANARY' };
  await database().execution.create({
    data: {
      id,
      rootId: id,
      type: 'PIPELINE',
      application: 'shop',
      name: 'deploy',
      user: 'ana',
      status,
      body: {
        create: {
          definition: { ...canary, ...(options.editor ? { lastModifiedBy: options.editor } : {}) },
          trigger: {},
          authentication: {},
        },
      },
      stages: {
        create: Array.from({ length: stages }, (_, position) => {
          const stageId = newId();
          return {
            id: stageId,
            position,
            refId: String(position),
            type: stage,
            name: `stage ${position}`,
            status,
            startTime: new Date(),
            data: { create: { executionId: id, config, context: canary } },
          };
        }),
      },
    },
  });
  return id;
}

/** How many statements the work sends, outside of transactions. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const pool = databasePool();
  const query = pool.query;
  let count = 0;
  const counting = (...input: unknown[]) => {
    count += 1;
    return Reflect.apply(query, pool, input);
  };
  Object.assign(pool, { query: counting });
  try {
    await work();
  } finally {
    Object.assign(pool, { query });
  }
  return count;
}

test('a list of runs costs the same few statements however many there are, and holds no body', async () => {
  const query = ExecutionQuery.parse({ application: 'shop', limit: 200 });
  await addRun({ stages: 3 });
  const few = await statementsOf(() => listExecutions(people.ana, query));
  for (let run = 0; run < 40; run += 1) await addRun({ stages: 3 });
  const many = await statementsOf(() => listExecutions(people.ana, query));
  expect(few).toBeGreaterThan(0);
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(4);
  expect(JSON.stringify(await listExecutions(people.ana, query))).not.toContain('CANARY');
});

test('pages follow each other without a gap or a repeat', async () => {
  const all = (await listExecutions(people.ana, ExecutionQuery.parse({ application: 'shop', limit: 200 })))
    .executions;
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await listExecutions(
      people.ana,
      ExecutionQuery.parse({ application: 'shop', limit: 7, before }),
    );
    seen.push(...page.executions.map((run) => run.id));
    before = page.next ?? undefined;
  } while (before);
  expect(seen).toEqual(all.map((run) => run.id));
  expect(() => ExecutionQuery.parse({ limit: 201 })).toThrow();
});

test('who may not read the application finds none of its runs, by list or by id', async () => {
  const id = await addRun();
  expect((await listExecutions(people.ben, ExecutionQuery.parse({}))).executions).toEqual([]);
  await expect(getExecution(people.ben, id)).rejects.toThrow('There is no such run.');
  await expect(recentByPipeline(people.ben, 'shop', 5)).rejects.toThrow('There is no application shop.');
});

test('a stage of one run is not read through another', async () => {
  const [mine, other] = [await addRun(), await addRun()];
  const stage = await database().stageExecution.findFirstOrThrow({ where: { executionId: other } });
  await expect(getStage(people.ana, mine, stage.id)).rejects.toThrow('This run has no such stage.');
  expect((await getStage(people.ana, other, stage.id)).context).toMatchObject({ body: 'BODY-CANARY' });
});

test('waiting judgments are listed with what stands in the reader’s way', async () => {
  const open = await addRun({ status: 'RUNNING', stage: 'manualJudgment' });
  const roles = { selectedStageRoles: ['leads'], instructions: 'Look at the graphs' };
  const forLeads = await addRun({ status: 'RUNNING', stage: 'manualJudgment', config: roles });
  const notAuthor = await addRun({
    status: 'RUNNING',
    stage: 'manualJudgment',
    config: { excludeAuthor: true },
  });
  const obstacles = async (ctx: Context) => {
    const approvals = await listApprovals(ctx);
    return [open, forLeads, notAuthor].map(
      (id) => approvals.find((each) => each.executionId === id)?.obstacle,
    );
  };
  expect(await obstacles(people.ana)).toEqual([
    null,
    'Only leads may decide.',
    'You started this run; somebody else must decide.',
  ]);
  expect(await obstacles(people.eve)).toEqual([null, null, null]);
  expect(await obstacles(people.sam)).toEqual(Array(3).fill('You may only look at this application.'));
  expect(await listApprovals(people.ben)).toEqual([]);
  expect((await listApprovals(people.eve)).find((each) => each.executionId === forLeads)?.instructions).toBe(
    'Look at the graphs',
  );
});

test('a judgment that several must agree to says who has and how many are missing', async () => {
  const config = {
    requiredApprovals: 3,
    selectedStageRoles: ['Web'],
    votes: [
      { user: 'ana', decision: 'continue', at: 1, subjectHash: 'now' },
      { user: 'tom', decision: 'continue', at: 2, subjectHash: 'before' },
    ],
    subjectHash: 'now',
  };
  const id = await addRun({ status: 'RUNNING', stage: 'manualJudgment', config });
  const seenBy = async (ctx: Context) =>
    (await listApprovals(ctx)).find(({ executionId }) => executionId === id);
  expect(await seenBy(people.eve)).toMatchObject({
    requiredApprovals: 3,
    approvedBy: ['ana'],
    roles: ['web'],
    obstacle: null,
  });
  expect((await seenBy(people.ana))?.obstacle).toBe('You have approved; 2 more approvals are needed.');
});

test('whoever changed the pipeline last sees that somebody else must decide', async () => {
  const id = await addRun({
    status: 'RUNNING',
    stage: 'manualJudgment',
    config: { excludeAuthor: true },
    editor: 'eve',
  });
  const approval = (await listApprovals(people.eve)).find(({ executionId }) => executionId === id);
  expect(approval?.obstacle).toBe('You changed this pipeline last; somebody else must decide.');
});

const scale = (account: string, correlationId?: string) =>
  StartOperation.parse({
    type: 'scaleManifest',
    account,
    description: 'Scale deployment web to 3',
    context: { location: 'shop', manifestName: 'deployment web', replicas: 3, account: 'smuggled' },
    ...(correlationId ? { correlationId } : {}),
  });

test('an operation needs EXECUTE on the application and WRITE on the account', async () => {
  await expect(startOperation(people.ana, 'shop', scale('guarded'))).rejects.toThrow(
    /needs WRITE \(held by sre\)/,
  );
  await expect(startOperation(people.sam, 'shop', scale('open'))).rejects.toThrow(/needs EXECUTE/);
  await expect(startOperation(people.ben, 'shop', scale('open'))).rejects.toThrow(
    'There is no application shop.',
  );
  await expect(startOperation(people.ana, 'shop', scale('nowhere'))).rejects.toThrow(
    'There is no account nowhere.',
  );
  expect(await database().execution.count({ where: { type: 'ORCHESTRATION' } })).toBe(0);
});

test('an operation is one run of one stage, on the account that was checked, however often it is clicked', async () => {
  const first = await startOperation(people.ana, 'shop', scale('open', 'click-98765'));
  expect(await startOperation(people.ana, 'shop', scale('open', 'click-98765'))).toEqual(first);
  const run = await getExecution(people.ana, first.executionId);
  expect(run).toMatchObject({ type: 'ORCHESTRATION', name: 'Scale deployment web to 3', user: 'ana' });
  const [stage] = run.stages;
  const { context } = await getStage(people.ana, run.id, stage?.id ?? '');
  expect(context).toMatchObject({ account: 'open', replicas: 3 });
});

test('waiting runs say where they stand in the queue and what they wait for', async () => {
  const [first, second, going] = [await addRun(), await addRun(), await addRun({ status: 'RUNNING' })];
  const queued = {
    status: 'NOT_STARTED',
    admitted: false,
    limitConcurrent: true,
    keepWaitingPipelines: true,
  };
  for (const [index, id] of [first, second].entries()) {
    const buildTime = new Date(Date.now() + index * 1000);
    await database().$executeRaw`delete from "StageExecution" where "executionId" = ${id}`;
    await database().$executeRaw`alter table "Execution" disable trigger execution_final_status`;
    await database().execution.update({
      where: { id },
      data: { ...queued, pipelineConfigId: 'limited', buildTime },
    });
    await database().$executeRaw`alter table "Execution" enable trigger execution_final_status`;
  }
  await database().execution.update({
    where: { id: going },
    data: { pipelineConfigId: 'limited', number: 7 },
  });
  const query = ExecutionQuery.parse({ pipelineId: 'limited', statuses: 'NOT_STARTED' });
  const { executions } = await listExecutions(people.ana, query);
  const reason = 'Waits until #7 ends: one run of this pipeline goes at a time.';
  expect(executions.map(({ id, isQueued, queue }) => ({ id, isQueued, queue }))).toEqual([
    { id: second, isQueued: true, queue: { position: 2, reason } },
    { id: first, isQueued: true, queue: { position: 1, reason } },
  ]);
  expect((await getExecution(people.ana, second)).queue).toEqual({ position: 2, reason });
  expect((await getExecution(people.ana, going)).queue).toBeNull();
});

test('who may write an application says how long it keeps its runs, and the audit log knows', async () => {
  expect(await getRetention(people.sam, 'shop')).toEqual({
    days: 90,
    keepLatest: 20,
    isDefault: true,
    updatedBy: null,
  });
  await expect(saveRetention(people.sam, 'shop', { days: 1, keepLatest: 0 })).rejects.toThrow(/needs WRITE/);
  await saveRetention(people.ana, 'shop', { days: 7, keepLatest: 2 });
  expect(await getRetention(people.sam, 'shop')).toMatchObject({
    days: 7,
    isDefault: false,
    updatedBy: 'ana',
  });
  const entries = await database().auditEntry.findMany({ where: { action: 'application.retention' } });
  expect(entries.map((entry) => entry.summary)).toEqual([
    'runs are kept 7 days, the newest 2 of each pipeline longer',
  ]);
});
