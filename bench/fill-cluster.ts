import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, loadKubeconfig } from '#lib/kubernetes/index.ts';
import type { Kubectl } from './kubectl.ts';
import { deployment } from './workloads.ts';

/** Applications among which the pods are spread; `fleet-0` is the one that is looked at. */
const APPLICATIONS = 20;
const REPLICAS = 100;

/** Runs this many pods in a namespace, as Deployments of 100 in 20 applications, and waits until all of them are ready. */
export async function fillCluster(options: {
  kubectl: Kubectl;
  kubeconfig: string;
  namespace: string;
  pods: number;
}): Promise<void> {
  const { kubectl, kubeconfig, namespace, pods } = options;
  const items = Array.from({ length: Math.ceil(pods / REPLICAS) }, (_, index) => {
    const app = `fleet-${index % APPLICATIONS}`;
    const name = `${app}-${Math.floor(index / APPLICATIONS)}`;
    const labels = { 'app.kubernetes.io/name': app, 'app.kubernetes.io/managed-by': 'spinnaker' };
    const annotations = {
      'moniker.spinnaker.io/application': app,
      'moniker.spinnaker.io/cluster': `deployment ${name}`,
    };
    const image = 'registry.example/web:1.0';
    return deployment({ name, namespace, replicas: REPLICAS, image, labels, annotations });
  });
  // One after the other: a burst of all would be a test of the cluster's controllers.
  for (let at = 0; at < items.length; at += 10) {
    const list = { apiVersion: 'v1', kind: 'List', items: items.slice(at, at + 10) };
    await kubectl.run(['create', '-f', '-'], JSON.stringify(list));
  }
  const client = createClient('bench', loadKubeconfig({ source: 'file', path: kubeconfig }, undefined));
  try {
    for (;;) {
      const { items: live } = await client.list({ apiVersion: 'apps/v1', kind: 'Deployment', namespace });
      const ready = live.reduce((sum, one) => sum + readyReplicasOf(one.status), 0);
      if (ready >= items.length * REPLICAS) return;
      await sleep(1000);
    }
  } finally {
    await client.close();
  }
}

function readyReplicasOf(status: unknown): number {
  const known = typeof status === 'object' && status !== null && 'readyReplicas' in status;
  return known ? Number(status.readyReplicas) : 0;
}
