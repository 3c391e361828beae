import { expect, test } from 'vitest';
import type { TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import type { KubernetesOperations, StabilityReport } from '#lib/kubernetes/index.ts';
import type { DeployNeeds } from '../deploy-manifest/source.ts';
import { deployManifest } from '../deploy-manifest/stage.ts';
import { answerOf } from '../testing/fake-run.ts';

const asked: unknown[] = [];
let report: Partial<StabilityReport>;

/** The one operation that the wait needs; it notes whether it was asked for reasons. */
const checkStability: KubernetesOperations['checkStability'] = async ({ diagnose }) => {
  asked.push(diagnose);
  return { state: 'waiting', manifests: [], messages: [], problems: [], ...report };
};

function look(context: JsonObject, now: number): Promise<TaskResult> {
  const kubernetes = {
    operations: { checkStability },
    account: async () => ({ name: 'staging', client: {}, mayUseNamespace: () => true }),
  };
  return answerOf<DeployNeeds>(deployManifest, 'waitForManifestToStabilize', {
    context: {
      account: 'staging',
      'outputs.manifestNamesByNamespace': { shop: ['deployment web'] },
      ...context,
    },
    services: { kubernetes, artifacts: {} } as unknown as DeployNeeds,
    now,
    task: { startedAt: 0 },
  });
}

test('the reason of a standstill is asked once a second, however often pods change', async () => {
  report = {};
  asked.length = 0;
  const first = await look({}, 10_000);
  expect(first).toMatchObject({ status: 'running', context: { diagnosedAt: 10_000 } });
  await look({ diagnosedAt: 10_000, problems: [] }, 10_300);
  await look({ diagnosedAt: 10_000, problems: [] }, 11_000);
  expect(asked).toEqual([true, 'settled', true]);
});

test('a look that asked for no reason is followed by one that does, should nothing change any more', async () => {
  report = {};
  const spared = await look({ diagnosedAt: 10_000, problems: [] }, 10_300);
  expect(spared).toMatchObject({ status: 'running', afterMs: 1000 });
  expect(spared).toMatchObject({ wakeOn: ['kubernetes:staging/shop/deployment/web'] });
  const asking = await look({ diagnosedAt: 10_000, problems: [] }, 11_300);
  expect(asking).toMatchObject({ status: 'running', afterMs: 15_000 });
});

test('trouble that was found is looked at each time', async () => {
  report = {};
  asked.length = 0;
  await look({ diagnosedAt: 10_000, problems: [{ kind: 'image' }] }, 10_100);
  expect(asked).toEqual([true]);
});

test('what has become stable ends the wait', async () => {
  report = { state: 'stable' };
  expect(await look({ diagnosedAt: 10_000, problems: [] }, 10_100)).toMatchObject({ status: 'succeeded' });
});
