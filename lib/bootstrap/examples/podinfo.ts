/** Podinfo (Apache-2.0, github.com/stefanprodan/podinfo) as its makers deploy it, reduced to what a first look needs. */
export function podinfo(options: {
  app: string;
  replicas: number;
  message: string;
}): Record<string, unknown>[] {
  const { app } = options;
  const labels = { app };
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${app}-settings` },
      data: { PODINFO_UI_MESSAGE: options.message, PODINFO_UI_COLOR: '#0a6f97' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: app },
      spec: { selector: labels, ports: [{ name: 'http', port: 9898, targetPort: 'http' }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: app },
      spec: {
        replicas: options.replicas,
        minReadySeconds: 1,
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 120,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'podinfod',
                image: 'ghcr.io/stefanprodan/podinfo:${parameters.version}',
                command: ['./podinfo', '--port=9898', '--level=info'],
                ports: [{ name: 'http', containerPort: 9898 }],
                envFrom: [{ configMapRef: { name: `${app}-settings` } }],
                readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
                livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
                resources: {
                  requests: { cpu: '100m', memory: '64Mi' },
                  limits: { cpu: '1', memory: '256Mi' },
                },
              },
            ],
          },
        },
      },
    },
  ];
}
