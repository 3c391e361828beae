import { deployment, job, statefulSet } from '../manifests.ts';
import { scenario } from '../scenario.ts';

const podSpec = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: one}\nspec: ${spec}\n`;
const container = (rest: string) => podSpec(`{containers: [{name: main, image: "nginx:1", ${rest}}]}`);

/** Workloads and pods that the API refuses, and its words for it. */
export const invalidWorkloads = [
  scenario(
    'invalid-deployment',
    'Deployments',
    [
      'create --dry-run=server -f -',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n',
    ],
    ['create --dry-run=server -f -', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n'],
    [
      'create --dry-run=server -f -',
      deployment('web').replace('      labels:\n        app: web', '      labels:\n        app: other'),
    ],
    ['create --dry-run=server -f -', deployment('web', { replicas: -1 })],
    ['create --dry-run=server -f -', deployment('web', { spec: '  strategy: {type: Sideways}\n' })],
    [
      'create --dry-run=server -f -',
      deployment('web', { spec: '  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}\n' }),
    ],
    [
      'create --dry-run=server -f -',
      deployment('web', { spec: '  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}\n' }),
    ],
    [
      'create --dry-run=server -f -',
      deployment('web', { spec: '  strategy: {rollingUpdate: {maxSurge: lots}}\n' }),
    ],
    [
      'create --dry-run=server -f -',
      deployment('web', { spec: '  progressDeadlineSeconds: 5\n  minReadySeconds: 10\n' }),
    ],
    ['create --dry-run=server -f -', deployment('web', { spec: '  revisionHistoryLimit: -1\n' })],
  ),
  scenario(
    'invalid-template',
    'pod templates',
    ['create --dry-run=server -f -', deployment('web', { image: '""' })],
    ['create --dry-run=server -f -', deployment('web').replace('- name: main', '- name: Main!')],
    ['create --dry-run=server -f -', deployment('web').replace(/containers:[\s\S]*/, 'containers: []\n')],
    [
      'create --dry-run=server -f -',
      deployment('web').replace('      containers:', '      restartPolicy: Never\n      containers:'),
    ],
  ),
  scenario(
    'invalid-container',
    'containers',
    ['create --dry-run=server -f -', container('ports: [{containerPort: 0}]')],
    ['create --dry-run=server -f -', container('ports: [{containerPort: 70000, protocol: HTTP}]')],
    ['create --dry-run=server -f -', container('ports: [{name: this-name-is-too-long, containerPort: 80}]')],
    [
      'create --dry-run=server -f -',
      container('ports: [{name: a, containerPort: 80}, {name: a, containerPort: 81}]'),
    ],
    ['create --dry-run=server -f -', container('imagePullPolicy: Sometimes')],
    ['create --dry-run=server -f -', container('env: [{name: ""}]')],
    ['create --dry-run=server -f -', container('env: [{name: "1=2", value: x}]')],
    [
      'create --dry-run=server -f -',
      container('env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
    ],
    ['create --dry-run=server -f -', container('volumeMounts: [{name: none, mountPath: /x}]')],
    ['create --dry-run=server -f -', podSpec('{containers: [{name: a, image: x}, {name: a, image: y}]}')],
    ['create --dry-run=server -f -', podSpec('{containers: []}')],
    ['create --dry-run=server -f -', podSpec('{}')],
    ['create --dry-run=server -f -', podSpec('{restartPolicy: Maybe, containers: [{name: a, image: x}]}')],
    ['create --dry-run=server -f -', podSpec('{containers: [{name: a}]}')],
  ),
  scenario(
    'invalid-probes',
    'probes',
    ['create --dry-run=server -f -', container('readinessProbe: {}')],
    ['create --dry-run=server -f -', container('readinessProbe: {httpGet: {port: 0}}')],
    [
      'create --dry-run=server -f -',
      container('livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}'),
    ],
    [
      'create --dry-run=server -f -',
      container('livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}'),
    ],
    ['create --dry-run=server -f -', container('readinessProbe: {tcpSocket: {port: 80}, periodSeconds: -1}')],
    ['create --dry-run=server -f -', container('readinessProbe: {exec: {command: []}}')],
    ['create --dry-run=server -f -', container('readinessProbe: {tcpSocket: {port: http}}')],
  ),
  scenario(
    'invalid-quantities',
    'quantities',
    ['create --dry-run=server -f -', container('resources: {requests: {cpu: lots}}')],
    ['create --dry-run=server -f -', container('resources: {requests: {memory: -1Mi}}')],
    ['create --dry-run=server -f -', container('resources: {requests: {cpu: "2"}, limits: {cpu: "1"}}')],
    ['create --dry-run=server -f -', container('resources: {limits: {unicorn: "1"}}')],
    ['create --dry-run=server -f -', container('resources: {requests: {example.com/gpu: "1"}}')],
  ),
  scenario(
    'invalid-volumes',
    'volumes',
    [
      'create --dry-run=server -f -',
      podSpec('{containers: [{name: a, image: x}], volumes: [{name: v}, {name: v}]}'),
    ],
    [
      'create --dry-run=server -f -',
      podSpec('{containers: [{name: a, image: x}], volumes: [{name: Bad!, emptyDir: {}}]}'),
    ],
    [
      'create --dry-run=server -f -',
      podSpec('{containers: [{name: a, image: x}], volumes: [{name: v, configMap: {}}]}'),
    ],
    [
      'create --dry-run=server -f -',
      podSpec('{containers: [{name: a, image: x}], volumes: [{name: v, emptyDir: {}, hostPath: {path: /}}]}'),
    ],
    [
      'create --dry-run=server -f -',
      podSpec(
        '{containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: ""}]}], volumes: [{name: v, emptyDir: {}}]}',
      ),
    ],
  ),
  scenario(
    'invalid-job',
    'Jobs and CronJobs',
    ['create --dry-run=server -f -', job('once').replace('restartPolicy: Never', 'restartPolicy: Always')],
    ['create --dry-run=server -f -', job('once', '  backoffLimit: -1\n')],
    ['create --dry-run=server -f -', job('once', '  parallelism: -1\n  completions: -1\n')],
    [
      'create --dry-run=server -f -',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec: {schedule: "61 * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec: {schedule: "* * * * *", concurrencyPolicy: Sometimes, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec: {jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}}\n',
    ],
  ),
  scenario(
    'invalid-statefulset',
    'StatefulSets',
    ['create --dry-run=server -f -', statefulSet('db', { replicas: -1 })],
    [
      'create --dry-run=server -f -',
      statefulSet('db').replace('      labels:\n        app: db', '      labels:\n        app: other'),
    ],
    ['create --dry-run=server -f -', statefulSet('db', { spec: '  podManagementPolicy: Random\n' })],
    ['create --dry-run=server -f -', statefulSet('db', { spec: '  updateStrategy: {type: Sideways}\n' })],
  ),
];
