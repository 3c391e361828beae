/**
 * npm run bench:deploy: P2, a deploy stage through the product (REST call until the run is recorded as SUCCEEDED) beside
 * `kubectl apply` + `kubectl rollout status`; P10, a rollback until the first new pod is ready beside
 * `kubectl rollout undo`. The same manifest on the same cluster, in turns: on the sandbox and, where there is one, on a real
 * control plane with simulated nodes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ClusterClient,
  createClient,
  imagesOf,
  listAt,
  loadKubeconfig,
  numberAt,
} from '#lib/kubernetes/index.ts';
import { startCluster } from '../e2e/cluster/cluster.ts';
import { kubectlPath } from '../e2e/kubectl/binary.ts';
import { kubectlFor } from './kubectl.ts';
import { type Product, startFreshProduct } from './product.ts';
import { machine, tell } from './report.ts';
import { median, spread } from './statistics.ts';
import { deployment } from './workloads.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const NAMESPACE = 'staging';
const SIZES = [2, 5];

interface Place {
  /** In words. */
  name: string;
  account: string;
  kubeconfig: string;
}

async function deploys(product: Product, place: Place, program: string): Promise<void> {
  const kubectl = kubectlFor(program, place.kubeconfig);
  for (const replicas of SIZES) {
    const ours: number[] = [];
    const theirs: number[] = [];
    // The first round creates both Deployments; what is measured is the update of something that runs.
    for (let round = 0; round <= ROUNDS; round++) {
      const image = `registry.example/web:${replicas}.${round}`;
      const manifest = (name: string) => deployment({ name, namespace: NAMESPACE, replicas, image });
      const byForedeck = () =>
        product.operate('bench', {
          type: 'deployManifest',
          account: place.account,
          description: `Deploy web-${replicas}`,
          context: {
            source: 'text',
            moniker: { app: 'bench' },
            namespaceOverride: NAMESPACE,
            manifests: [manifest(`foredeck-${replicas}`)],
          },
        });
      const byKubectl = async () => {
        const name = `kubectl-${replicas}`;
        const begun = performance.now();
        await kubectl.run(['apply', '-f', '-'], JSON.stringify(manifest(name)));
        await kubectl.run(['rollout', 'status', `deployment/${name}`, '-n', NAMESPACE]);
        return performance.now() - begun;
      };
      const [mine, other] = await inTurns(round, byForedeck, byKubectl);
      if (round === 0) continue;
      ours.push(mine);
      theirs.push(other);
    }
    tell({
      id: 'P2',
      what: `deploy stage, ${replicas} replicas, ${place.name}`,
      measured: `${(median(ours) / median(theirs)).toFixed(2)} x: ${spread(ours, 's')}`,
      bar: '1.10 x',
      against: `kubectl apply + rollout status ${spread(theirs, 's')}, ${ROUNDS} rounds in turns`,
    });
  }
}

async function rollbacks(product: Product, place: Place, program: string): Promise<void> {
  const kubectl = kubectlFor(program, place.kubeconfig);
  const client = createClient(
    place.account,
    loadKubeconfig({ source: 'file', path: place.kubeconfig }, undefined),
  );
  const replicas = 5;
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const byForedeck = () =>
        untilFirstNewPod(client, `foredeck-${replicas}`, () =>
          product.operate('bench', {
            type: 'undoRolloutManifest',
            account: place.account,
            description: `Roll back foredeck-${replicas}`,
            context: {
              location: NAMESPACE,
              manifestName: `deployment foredeck-${replicas}`,
              mode: 'static',
              numRevisionsBack: 1,
            },
          }),
        );
      const byKubectl = () =>
        untilFirstNewPod(client, `kubectl-${replicas}`, async () => {
          await kubectl.run(['rollout', 'undo', `deployment/kubectl-${replicas}`, '-n', NAMESPACE]);
          await kubectl.run(['rollout', 'status', `deployment/kubectl-${replicas}`, '-n', NAMESPACE]);
        });
      const [mine, other] = await inTurns(round, byForedeck, byKubectl);
      ours.push(mine);
      theirs.push(other);
    }
  } finally {
    await client.close();
  }
  tell({
    id: 'P10',
    what: `rollback, request to first new ready pod, ${replicas} replicas, ${place.name}`,
    measured: `${(median(ours) / median(theirs)).toFixed(2)} x: ${spread(ours, 's')}`,
    bar: '1.10 x',
    against: `kubectl rollout undo ${spread(theirs, 's')}, ${ROUNDS} rounds in turns`,
  });
}

/** Starts the work, and answers the ms until a pod of another image than before is ready. Waits for the work's end. */
async function untilFirstNewPod(
  client: ClusterClient,
  name: string,
  work: () => Promise<unknown>,
): Promise<number> {
  const pods = async () =>
    (
      await client.list({
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: NAMESPACE,
        labelSelector: `app=${name}`,
      })
    ).items;
  const live = await client.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: NAMESPACE, name });
  const before = live ? imagesOf(live)[0] : undefined;
  if (numberAt(live ?? {}, 'status', 'readyReplicas') === undefined)
    throw new Error(`${name} is not ready to be rolled back.`);
  const begun = performance.now();
  const ended = work();
  for (;;) {
    const isThere = (await pods()).some(
      (pod) =>
        !pod.metadata.deletionTimestamp &&
        imagesOf(pod)[0] !== before &&
        listAt(pod, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True'),
    );
    if (isThere) break;
    await sleep(15);
  }
  const took = performance.now() - begun;
  await ended;
  return took;
}

/** Both, one after the other; who begins changes from round to round. */
async function inTurns(
  round: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<[number, number]> {
  if (round % 2 === 0) return [await first(), await second()];
  const later = await second();
  return [await first(), later];
}

console.log(machine());
const program = await kubectlPath();
const product = await startFreshProduct();
try {
  await product.api('POST', '/applications', { name: 'bench', permissions: {} });
  const sandbox = { name: 'sandbox', account: 'staging', kubeconfig: product.kubeconfig };
  await ready(sandbox);
  await deploys(product, sandbox, program);
  await rollbacks(product, sandbox, program);
  const cluster = await startCluster({ simulated: 3 });
  if (cluster) {
    try {
      const real = { name: 'real control plane', account: 'real', kubeconfig: cluster.kubeconfig };
      await kubectlFor(program, real.kubeconfig).run(['create', 'namespace', NAMESPACE]);
      await product.api('POST', '/accounts', {
        name: real.account,
        credentials: { source: 'file', path: real.kubeconfig },
      });
      await sleep(3000);
      await deploys(product, real, program);
      await rollbacks(product, real, program);
    } finally {
      await cluster.stop();
    }
  }
} finally {
  await product.stop();
}

/** The sandbox starts beside the console; wait until both know each other. */
async function ready(place: Place): Promise<void> {
  for (;;) {
    const report = await product
      .api('POST', `/accounts/${place.account}/test`, {})
      .catch(() => ({ isUsable: false }));
    if (typeof report === 'object' && report && 'isUsable' in report && report.isUsable) break;
    await sleep(200);
  }
  await sleep(2000);
}
