import { configMap, deployment, documents, pod, service } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const withSpec = (name: string, lines: string) => pod(name).replace('spec:\n', `spec:\n${lines}`);

/** What the server takes and warns of, and generations that count or do not. */
export const warnings = [
  scenario(
    'warns-pods',
    'slips in pods',
    ['create --dry-run=server -f -', withSpec('one', '  nodeSelector: {beta.kubernetes.io/os: linux}\n')],
    [
      'create --dry-run=server -f -',
      withSpec('one', '  imagePullSecrets: [{name: a}, {name: a}, {name: ""}]\n'),
    ],
    [
      'create --dry-run=server -f -',
      withSpec('one', '  hostAliases: [{ip: 10.0.0.1, hostnames: [a]}, {ip: 10.0.0.1, hostnames: [b]}]\n'),
    ],
    [
      'create --dry-run=server -f -',
      pod('one', '{app: one}', '    env: [{name: A, value: "1"}, {name: A, value: "2"}]\n'),
    ],
    [
      'create --dry-run=server -f -',
      pod('one', '{app: one}', '    env: [{name: A, value: "1"}, {name: A, value: "$(A)2"}]\n'),
    ],
    [
      'create --dry-run=server -f -',
      pod('one', '{app: one}', '    ports: [{containerPort: 80, name: a}, {containerPort: 80, name: b}]\n'),
    ],
    [
      'create --dry-run=server -f -',
      pod('one', '{app: one}', '    ports: [{containerPort: 80}, {containerPort: 80, hostPort: 81}]\n'),
    ],
    ['create --dry-run=server -f -', pod('one', '{app: one}', '    resources: {limits: {memory: 100m}}\n')],
    ['create --dry-run=server -f -', pod('with.dots')],
    [
      'create --dry-run=server -f -',
      withSpec(
        'one',
        '  topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]\n',
      ),
    ],
    ['create --dry-run=server -f -', withSpec('one', '  terminationGracePeriodSeconds: -1\n')],
    [
      'create --dry-run=server -f -',
      pod(
        'one',
        '{app: one}',
        '    ports: [{containerPort: 80, name: http}]\n  - name: side\n    image: busybox\n    ports: [{containerPort: 81, name: http}]\n',
      ),
    ],
  ),
  scenario(
    'warns-others',
    'slips in other kinds',
    ['create -f -', deployment('with.dots', { replicas: 0 })],
    'create deployment more.dots --image=nginx --replicas=0',
    'create job with.dots --image=busybox:1 --dry-run=server -- true',
    'create cronjob with.dots --image=busybox:1 --schedule="0 0 1 1 *" --dry-run=server',
    ['create --dry-run=server -f -', service('web', '  externalIPs: [192.0.2.1]\n')],
    ['create --dry-run=server -f -', service('web', '  clusterIP: None\n  sessionAffinity: ClientIP\n')],
    ['create --dry-run=server -f -', service('web', '  externalName: a.b\n')],
    ['create --dry-run=server -f -', service('web', '  trafficDistribution: PreferClose\n')],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: x, annotations: {kubernetes.io/ingress.class: nginx}}\nspec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n',
    ],
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: x}\nsubsets: []\n'],
    ['apply --server-side -f -', deployment('with.dots', { replicas: 0 })],
    'label deploy with.dots x=y',
    'set image deployment/with.dots main=nginx:2',
  ),
  scenario(
    'generations',
    'what counts as a new generation',
    quietly('create -f -', documents(deployment('web', { replicas: 0 }), service('web'), configMap('a', {}))),
    quietly('rollout status deployment/web --timeout=40s'),
    "get deploy web -o jsonpath='{.metadata.generation} {.status.observedGeneration}'",
    'annotate deploy web note=x',
    "get deploy web -o jsonpath='{.metadata.generation} {.status.observedGeneration}'",
    'label deploy web tier=front',
    "get deploy web -o jsonpath='{.metadata.generation} {.status.observedGeneration}'",
    "get rs -o jsonpath='{.items[0].metadata.annotations}'",
    'scale deploy web --replicas=1',
    "get deploy web -o jsonpath='{.metadata.generation} {.status.observedGeneration}'",
    'rollout pause deploy/web',
    'rollout resume deploy/web',
    "get deploy web -o jsonpath='{.metadata.generation} {.status.observedGeneration}'",
    'patch deploy web --subresource=status --type=merge -p \'{"status":{"collisionCount":0}}\'',
    "get deploy web -o jsonpath='{.metadata.generation}'",
    'annotate svc web note=x',
    "get svc,cm/a -o jsonpath='{range .items[*]}[{.metadata.generation}]{end}'",
    'delete deploy web --cascade=orphan --wait=false',
  ),
];
