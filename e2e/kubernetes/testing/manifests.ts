import type { KubernetesObject } from '#lib/kubernetes/index.ts';

/** Images that every cluster under test can run: real nodes carry them, simulated ones run anything. */
export const images = {
  first: 'foredeck.test/web:v1',
  second: 'foredeck.test/web:v2',
  third: 'foredeck.test/web:v3',
};

export function deployment(
  name: string,
  options: {
    image?: string;
    replicas?: number;
    container?: Record<string, unknown>;
    pod?: Record<string, unknown>;
    spec?: Record<string, unknown>;
  } = {},
): KubernetesObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: options.replicas ?? 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...options.pod, containers: [container(options)] } },
      ...options.spec,
    },
  };
}

export function replicaSet(
  name: string,
  options: { replicas?: number; annotations?: Record<string, string> } = {},
): KubernetesObject {
  const labels = { server: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, ...(options.annotations ? { annotations: options.annotations } : {}) },
    spec: {
      replicas: options.replicas ?? 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container({})] } },
    },
  };
}

export function statefulSet(name: string, image: string = images.first): KubernetesObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      replicas: 2,
      serviceName: name,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container({ image })] } },
    },
  };
}

export function configMap(
  name: string,
  data: Record<string, string>,
  annotations: Record<string, string> = {},
): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, annotations }, data };
}

export function service(name: string, selector: Record<string, string>): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector, ports: [{ port: 80, targetPort: 8080 }] },
  };
}

function container(options: {
  image?: string;
  container?: Record<string, unknown>;
}): Record<string, unknown> {
  return {
    name: 'web',
    image: options.image ?? images.first,
    args: ['netexec', '--http-port=8080', '--udp-port=-1'],
    ...options.container,
  };
}
