import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { createAccount } from '#lib/accounts/index.ts';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { CreateUser } from '#lib/auth/schema.ts';
import { isComplete } from '#lib/engine/model.ts';
import { getExecution, getStage } from '#lib/executions/index.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { fleet } from '#lib/fleet/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import type { ClusterClient } from '#lib/kubernetes/index.ts';
import { createUser } from '#lib/people/index.ts';
import { createPipeline, startPipeline } from '#lib/pipelines/index.ts';
import { type Sandbox, startSandbox } from '#lib/sandbox/index.ts';
import { actorNamed } from '../actor-named.ts';
import { startWorker } from '../start-worker.ts';

/** A pipeline's run that has come to its end, or to where the test wants to look at it. */
export interface Deployed {
  run: ExecutionDetail;
  stage: StageRow | undefined;
  /** What the stage said while it waited. */
  messages: string;
}

export interface TestWorker {
  /** Who starts the runs: a run works with the rights of whoever started it. */
  ctx(): Context;
  client(): Promise<ClusterClient>;
  /** Deploys by a pipeline of one stage with these fields, and waits for its end or for `isEnough`. */
  deploy(
    name: string,
    stage: Record<string, unknown>,
    isEnough?: (messages: string) => boolean,
  ): Promise<Deployed>;
  /** Runs a pipeline of these stages to its end; an account of their own is theirs, else `cluster`. */
  play(name: string, stages: readonly Record<string, unknown>[]): Promise<ExecutionDetail>;
}

/**
 * The whole worker with an account `cluster`: `$KUBECONFIG` where it is set, else a sandbox in memory. After
 * `useTestDatabase`.
 */
export function useWorker(application: string, account: Record<string, unknown> = {}): TestWorker {
  let ctx: Context = systemContext('test');
  let sandbox: Sandbox | undefined;
  let worker: { stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    const given = process.env.KUBECONFIG;
    sandbox = given ? undefined : await startSandbox();
    const kubeconfig = given ? readFileSync(given, 'utf8') : (sandbox?.kubeconfig ?? '');
    const credentials = { source: 'inline', kubeconfig };
    await createAccount(ctx, AccountConfig.parse({ name: 'cluster', credentials, ...account }));
    const ana = { username: 'ana', name: 'Ana', password: 'correct horse battery' };
    await createUser(ctx, CreateUser.parse(ana));
    ctx = { actor: await actorNamed('ana'), requestId: 'test' };
    await createApplication(ctx, CreateApplication.parse({ name: application }));
    worker = await startWorker();
  });
  afterAll(async () => {
    await worker?.stop();
    await sandbox?.stop();
  });
  const start = async (name: string, stages: readonly Record<string, unknown>[]): Promise<string> => {
    const definition = { name, spelEvaluator: 'v4', stages };
    const { id } = await createPipeline(ctx, application, { definition, message: '' });
    return (await startPipeline(ctx, { pipelineId: id, parameters: {} })).executionId;
  };
  return {
    ctx: () => ctx,
    client: async () => (await fleet()).member('cluster').client,
    async deploy(name, stage, isEnough = () => false) {
      const executionId = await start(name, [deployStage(stage)]);
      for (;;) {
        const run = await getExecution(ctx, executionId);
        const [own] = run.stages;
        const { context } = await getStage(ctx, executionId, own?.id ?? '');
        const messages = JSON.stringify(context.messages ?? '');
        if (isComplete(run.status) || isEnough(messages)) return { run, stage: own, messages };
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async play(name, stages) {
      const executionId = await start(
        name,
        stages.map((stage) => ({ account: 'cluster', ...stage })),
      );
      for (;;) {
        const run = await getExecution(ctx, executionId);
        if (isComplete(run.status)) return run;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}

function deployStage(fields: Record<string, unknown>) {
  return {
    refId: '1',
    requisiteStageRefIds: [],
    type: 'deployManifest',
    name: 'Deploy',
    account: 'cluster',
    source: 'text',
    skipExpressionEvaluation: true,
    ...fields,
  };
}
