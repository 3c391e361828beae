export interface DeploymentOptions {
  name: string;
  namespace: string;
  replicas: number;
  image: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** A Deployment as most are: rolling update, one container, a readiness probe, small requests. */
export function deployment(options: DeploymentOptions) {
  const { name, namespace, replicas, image, labels = {}, annotations = {} } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels, annotations },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { ...labels, app: name }, annotations },
        spec: {
          containers: [
            {
              name: 'main',
              image,
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, periodSeconds: 1 },
              resources: { requests: { cpu: '1m', memory: '1Mi' } },
            },
          ],
        },
      },
    },
  };
}
