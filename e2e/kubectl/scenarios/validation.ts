import { configMap, deployment, documents, job, pod, service, statefulSet } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const meta = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {${metadata}}\n`;
const podSpec = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: one}\nspec: ${spec}\n`;
const container = (rest: string) => podSpec(`{containers: [{name: main, image: "nginx:1", ${rest}}]}`);

/** What the API refuses, and its words for it. */
export const validation = [
  scenario(
    'invalid-names',
    'names',
    ['create --dry-run=server -f -', meta('name: Bad_Name')],
    ['create --dry-run=server -f -', meta(`name: ${'x'.repeat(254)}`)],
    ['create --dry-run=server -f -', meta('name: ""')],
    ['create --dry-run=server -f -', meta('labels: {a: b}')],
    ['create --dry-run=server -f -', meta('name: "a..b"')],
    'create deployment Web --image=x',
    'create service clusterip 9lives --tcp=80',
    'create service clusterip web.dots --tcp=80',
  ),
  scenario(
    'invalid-labels',
    'labels and annotations',
    ['create --dry-run=server -f -', meta('name: a, labels: {"bad key": x}')],
    ['create --dry-run=server -f -', meta('name: a, labels: {key: "not valid!"}')],
    ['create --dry-run=server -f -', meta(`name: a, labels: {key: ${'v'.repeat(64)}}`)],
    ['create --dry-run=server -f -', meta('name: a, labels: {"a/b/c": x}')],
    ['create --dry-run=server -f -', meta('name: a, annotations: {"bad key": x}')],
    ['create --dry-run=server -f -', meta('name: a, labels: {number: 1}')],
    ['create --dry-run=server -f -', meta('name: a, finalizers: [unqualified]')],
  ),
  scenario(
    'invalid-owner',
    'owner references',
    [
      'create --dry-run=server -f -',
      meta('name: a, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x, uid: ""}]'),
    ],
    ['create --dry-run=server -f -', meta('name: a, ownerReferences: [{kind: ConfigMap, name: x, uid: u}]')],
  ),
  scenario(
    'unknown-fields',
    'unknown fields: strict, warn, ignore',
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, unicorn: 1}\ndat: {k: v}\n'],
    ['create --validate=warn -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndat: {k: v}\n'],
    ['create --validate=ignore -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndat: {k: v}\n'],
    [
      'apply -f -',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: c}\nspec: {replica: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {container: [], containers: [{name: a, image: b, imagePullPolice: Always}]}}}\n',
    ],
    ['apply --server-side -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndat: {k: v}\n'],
  ),
  scenario(
    'duplicate-fields',
    'a field given twice',
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\ndata: {k: w}\n'],
    [
      'create --validate=warn -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {k: v, k: w}\n',
    ],
  ),
  scenario(
    'wrong-types',
    'values of the wrong type',
    [
      'create --dry-run=server -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {port: 80, on: true}\n',
    ],
    ['create --dry-run=server -f -', deployment('web').replace('replicas: 2', 'replicas: two')],
    ['create --dry-run=server -f -', deployment('web').replace('replicas: 2', 'replicas: "2"')],
    ['create --dry-run=server -f -', deployment('web').replace('replicas: 2', 'replicas: 1.5')],
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: [1]\n'],
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: name\n'],
    ['create --dry-run=server -f -', service('web').replace('port: 80', 'port: eighty')],
  ),
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
    'invalid-service',
    'Services',
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {}\n'],
    ['create --dry-run=server -f -', service('web').replace('port: 80', 'port: 0')],
    ['create --dry-run=server -f -', service('web').replace('port: 80', 'port: 70000')],
    ['create --dry-run=server -f -', service('web', '  type: Sideways\n')],
    ['create --dry-run=server -f -', service('web', '  - port: 81\n')],
    ['create --dry-run=server -f -', service('web', '  - name: http\n    port: 81\n')],
    ['create --dry-run=server -f -', service('web', '  - name: other\n    port: 80\n')],
    ['create --dry-run=server -f -', service('web').replace('targetPort: 8080', 'targetPort: not_valid')],
    ['create -f -', service('web', '  clusterIP: 1.2.3.4\n')],
    ['create --dry-run=server -f -', service('web', '  sessionAffinity: Sometimes\n')],
    [
      'create --dry-run=server -f -',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ExternalName}\n',
    ],
    ['create --dry-run=server -f -', service('web', '  externalTrafficPolicy: Local\n')],
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
  scenario(
    'invalid-others',
    'autoscalers, ingresses, budgets, policies',
    [
      'create --dry-run=server -f -',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {minReplicas: 5, maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: web}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 0, scaleTargetRef: {}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{host: "Bad Host", http: {paths: [{path: nothing, pathType: Prefix, backend: {service: {name: web}}}]}}]}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {a: b}}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, policyTypes: [Sideways]}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: [{resources: [pods]}]\n',
    ],
  ),
  scenario(
    'invalid-config',
    'ConfigMaps and Secrets',
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {"bad key!": x}\n'],
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: x}\nbinaryData: {k: eA==}\n',
    ],
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nbinaryData: {k: "not base64!"}\n'],
    ['create -f -', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {k: "not base64!"}\n'],
    ['create -f -', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/tls\ndata: {}\n'],
    ['create -f -', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {k: v}\n'],
    "get secret a -o jsonpath='{.data}'",
  ),
  scenario(
    'immutable-fields',
    'what cannot be changed',
    quietly(
      'create -f -',
      documents(
        deployment('web', { replicas: 0 }),
        statefulSet('db', { replicas: 0 }),
        job('once', '  suspend: true\n'),
        service('web'),
      ),
    ),
    'patch deployment web -p \'{"spec":{"selector":{"matchLabels":{"x":"y"}}}}\'',
    'patch statefulset db -p \'{"spec":{"serviceName":"other"}}\'',
    'patch job once -p \'{"spec":{"completions":3}}\'',
    'patch job once --type=json -p \'[{"op":"replace","path":"/spec/selector","value":{}}]\'',
    'patch service web -p \'{"spec":{"clusterIP":"10.96.99.99"}}\'',
    'patch deployment web -p \'{"metadata":{"namespace":"other"}}\'',
  ),
  scenario(
    'immutable-config',
    'immutable ConfigMaps and Secrets',
    quietly(
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nimmutable: true\ndata: {k: v}\n',
    ),
    'patch cm a -p \'{"data":{"k":"w"}}\'',
    'patch cm a -p \'{"immutable":false}\'',
    'label cm a fine=yes',
    quietly('create secret generic s --from-literal=a=b'),
    'patch secret s -p \'{"type":"other"}\'',
  ),
  scenario(
    'immutable-pod',
    'most of a pod',
    quietly('create -f -', pod('one')),
    'patch pod one -p \'{"spec":{"containers":[{"name":"main","image":"nginx:1.28"}]}}\'',
    'patch pod one -p \'{"spec":{"restartPolicy":"Never"}}\'',
    'patch pod one -p \'{"spec":{"containers":[{"name":"main","command":["x"]}]}}\'',
    'label pod one a=b',
  ),
  scenario(
    'conflict',
    'an update against an old version',
    quietly('create -f -', configMap('a', { k: '1' })),
    [
      'replace -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, resourceVersion: "12"}\ndata: {}\n',
    ],
    'label cm a x=y --resource-version=12',
    [
      'replace -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, uid: 11111111-2222-3333-4444-555555555555}\ndata: {}\n',
    ],
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fresh, resourceVersion: "12"}\n'],
  ),
  scenario(
    'request-errors',
    'requests that make no sense',
    [
      'create --raw /api/v1/namespaces/{ns}/configmaps -f -',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}',
    ],
    ['create --raw /api/v1/namespaces/{ns}/configmaps -f -', 'not json'],
    ['create --raw /api/v1/namespaces/{ns}/configmaps -f -', '{"metadata":{"name":"untyped"}}'],
    [
      'replace --raw /api/v1/namespaces/{ns}/configmaps/a -f -',
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}',
    ],
    ['create --raw /api/v1/namespaces/{ns}/configmaps?dryRun=Some -f -', '{"metadata":{"name":"x"}}'],
    [
      'create --raw /apis/apps/v1/namespaces/{ns}/deployments -f -',
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"replicas":"no"}}',
    ],
  ),
];
