import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '#lib/accounts/index.ts';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { CreateUser } from '#lib/auth/schema.ts';
import { isComplete } from '#lib/engine/model.ts';
import { getExecution, getStage } from '#lib/executions/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { parseManifests } from '#lib/kubernetes/index.ts';
import { createUser } from '#lib/people/index.ts';
import { createPipeline, startPipeline } from '#lib/pipelines/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { type Sandbox, startSandbox } from '#lib/sandbox/index.ts';
import { actorNamed } from './actor-named.ts';
import { startWorker } from './start-worker.ts';

/**
 * Manifests of public projects, each deployed by a pipeline of the whole worker: on $KUBECONFIG where it is set, else on
 * the sandbox. A file that the cluster refuses must fail in the cluster's own words.
 */
const folder = join(process.env.FOREDECK_VECTORS ?? '../shared/vectors', 'manifests');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
let ctx: Context = systemContext('test');
const LIMIT_MS = 240_000;

useTestDatabase();
let sandbox: Sandbox | undefined;
let worker: { stop(): Promise<void> };

beforeAll(async () => {
  const given = process.env.KUBECONFIG;
  sandbox = given ? undefined : await startSandbox();
  const kubeconfig = given ? readFileSync(given, 'utf8') : (sandbox?.kubeconfig ?? '');
  await createAccount(
    ctx,
    AccountConfig.parse({ name: 'cluster', credentials: { source: 'inline', kubeconfig } }),
  );
  // A run works with the rights of whoever started it.
  await createUser(
    ctx,
    CreateUser.parse({ username: 'ana', name: 'Ana', password: 'correct horse battery' }),
  );
  ctx = { actor: await actorNamed('ana'), requestId: 'test' };
  await createApplication(ctx, CreateApplication.parse({ name: 'vectors' }));
  worker = await startWorker();
});

afterAll(async () => {
  await worker?.stop();
  await sandbox?.stop();
});

describe.runIf(files.length > 0)('manifests of public projects', () => {
  test.each(files)(
    '%s is deployed and becomes stable, or fails in the words of the cluster',
    { timeout: LIMIT_MS },
    async (file) => {
      const { manifests, faults } = parseManifests(readFileSync(join(folder, file), 'utf8'));
      expect(faults).toEqual([]);
      const namespace = `vec-${basename(file, '.yaml')}`;
      const { client } = (await fleet()).member('cluster');
      await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      const { id } = await createPipeline(ctx, 'vectors', {
        definition: deployOf(file, namespace, manifests),
        message: '',
      });
      const { executionId } = await startPipeline(ctx, { pipelineId: id, parameters: {} });
      const { run, stage, lacksStorage } = await ended(executionId);
      if (lacksStorage || run.status === 'SUCCEEDED') return;
      // Kinds that this cluster does not serve (Istio's, say) are the one reason for which these files may be refused.
      expect(stage?.error).toMatch(/does not (serve|know)|no matches for kind|is not served/i);
    },
  );
});

function deployOf(file: string, namespace: string, manifests: readonly unknown[]) {
  const stage = {
    refId: '1',
    requisiteStageRefIds: [],
    type: 'deployManifest',
    name: `Deploy ${file}`,
    account: 'cluster',
  };
  return {
    name: file,
    spelEvaluator: 'v4',
    stages: [
      { ...stage, source: 'text', namespaceOverride: namespace, skipExpressionEvaluation: true, manifests },
    ],
  };
}

/** Waits for the end, or for a cluster without storage to say that it has none: that may be mended, so the stage waits. */
async function ended(executionId: string) {
  for (;;) {
    const run = await getExecution(ctx, executionId);
    const stage = run.stages[0];
    const { context } = await getStage(ctx, executionId, stage?.id ?? '');
    const lacksStorage = JSON.stringify(context.messages ?? '').includes('PersistentVolumeClaim');
    if (isComplete(run.status) || lacksStorage) return { run, stage, lacksStorage };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
