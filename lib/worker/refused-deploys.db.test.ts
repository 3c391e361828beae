import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '#lib/kubernetes/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { useWorker } from './testing/use-worker.ts';

/** What a person reads when a deploy cannot succeed, through a pipeline of the whole worker. */
useTestDatabase();
const worker = useWorker('refused', { namespaces: ['default', 'staging', 'production', 'small'] });

const container = (image: string) => ({ name: 'web', image });
const deployment = (name: string, image = 'nginx:1.27', replicas = 1): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [container(image)] } },
  },
});
const configMap = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, annotations: { 'strategy.spinnaker.io/versioned': 'false' } },
});

/** Deploys, and answers why it failed. */
async function whyFailed(name: string, stage: Record<string, unknown>): Promise<string> {
  const { run, stage: own } = await worker.deploy(name, { namespaceOverride: 'staging', ...stage });
  expect(run.status).toBe('TERMINAL');
  return own?.error ?? '';
}

describe('a deploy is refused before anything is written', () => {
  test('when its YAML has an error, with the line', async () => {
    const manifests = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n bad: indent\n';
    expect(await whyFailed('yaml', { manifests })).toMatch(/cannot be read: line 5, column \d+: /);
  });

  test('when an object has no kind, or no name', async () => {
    expect(await whyFailed('kindless', { manifests: [{ apiVersion: 'v1' }] })).toContain('has no kind');
    const nameless = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }];
    expect(await whyFailed('nameless', { manifests: nameless })).toContain('A ConfigMap has no name');
  });

  test('when the cluster does not serve a kind', async () => {
    const unicorn = { apiVersion: 'example.com/v1', kind: 'Unicorn', metadata: { name: 'u' } };
    const why = await whyFailed('kind', { manifests: [configMap('beside-a-unicorn'), unicorn] });
    expect(why).toMatch(/does not serve.*Unicorn|Unicorn.*example\.com/);
    const written = { kind: 'ConfigMap', namespace: 'staging', name: 'beside-a-unicorn' };
    expect(await (await worker.client()).get(written)).toBeUndefined();
  });

  test('when the account may not use the namespace', async () => {
    const stage = { manifests: [configMap('a')], namespaceOverride: 'kube-system' };
    expect(await whyFailed('namespace', stage)).toMatch(/may not use the namespace "?kube-system/);
  });

  test('when there is no such account, or none is named', async () => {
    const stage = { manifests: [configMap('a')] };
    expect(await whyFailed('account', { ...stage, account: 'nowhere' })).toContain(
      'There is no account nowhere.',
    );
    expect(await whyFailed('no-account', { ...stage, account: '' })).toContain('The stage names no account');
  });

  test('when the cluster finds an object invalid, in its own words', async () => {
    const broken = deployment('broken');
    const why = await whyFailed('invalid', {
      manifests: [{ ...broken, spec: { ...(broken.spec as object), replicas: -1 } }],
    });
    expect(why).toMatch(
      /deployment broken.*spec\.replicas: Invalid value: -1: must be greater than or equal to 0/,
    );
  });
});

describe('a rollout that cannot succeed fails early', { timeout: 90_000 }, () => {
  test('when the image does not exist', async () => {
    const manifests = [deployment('imageless', 'nginx:does-not-exist')];
    expect(await whyFailed('image', { manifests })).toMatch(
      /Container web of pod imageless-.* cannot get its image nginx:does-not-exist/,
    );
  });

  test('when a container crashes again and again, with its exit code', async () => {
    const manifests = [deployment('crashing', 'nginx:crash')];
    expect(await whyFailed('crash', { manifests })).toMatch(/Container web of pod crashing-.*exit code 1/);
  });

  test('when a quota allows no more pods', async () => {
    const client = await worker.client();
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'small' } });
    await client.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'one-pod', namespace: 'small' },
      spec: { hard: { pods: '1' } },
    });
    const stage = { manifests: [deployment('crowd', 'nginx:1.27', 3)], namespaceOverride: 'small' };
    expect(await whyFailed('quota', stage)).toMatch(/may not create pods: .*exceeded quota: one-pod/);
  });
});
