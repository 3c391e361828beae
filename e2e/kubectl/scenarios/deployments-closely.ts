import { deployment, documents, pod } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const ready = (name: string) => quietly(`rollout status ${name} --timeout=40s`);
const sidecar = `apiVersion: v1
kind: Pod
metadata: {name: side, labels: {app: side}}
spec:
  initContainers:
  - {name: first, image: "busybox:1", command: ["true"]}
  - {name: proxy, image: "envoy:1", restartPolicy: Always, ports: [{containerPort: 9000}]}
  containers:
  - name: main
    image: nginx:1.27
    readinessProbe: {httpGet: {path: /ready, port: 80}, initialDelaySeconds: 3}
    livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 7, failureThreshold: 2}
    startupProbe: {exec: {command: [cat, /ok]}}
    lifecycle: {preStop: {exec: {command: [sleep, "1"]}}}
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
    env:
    - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: KEY, valueFrom: {secretKeyRef: {name: none, key: k, optional: true}}}
    envFrom: [{configMapRef: {name: none, optional: true}, prefix: P_}]
`;

/** Deployments, the controllers below them, and pods. */
export const deploymentsClosely = [
  scenario(
    'deeper-sidecar',
    'a pod with everything in it',
    ['create -f -', sidecar],
    'get pod side',
    'logs side -c none',
    'get pod side -o wide',
  ),
  scenario(
    'deeper-deploy-progress',
    'a rollout that cannot go on',
    quietly('create -f -', deployment('web', { replicas: 4, spec: '  progressDeadlineSeconds: 5\n' })),
    ready('deploy/web'),
    `patch deploy web -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"none"}}}}}'`,
    { run: 'rollout status deploy/web --timeout=20s', compare: 'last' },
    'get deploy web',
    'get rs --no-headers -o custom-columns=D:.spec.replicas,C:.status.replicas,R:.status.readyReplicas',
    'get deploy web -o yaml',
    'describe deploy web',
    'scale deploy web --replicas=8',
    'get rs --no-headers -o custom-columns=D:.spec.replicas --sort-by=.spec.replicas',
    'rollout undo deploy/web',
    { run: 'rollout status deploy/web --timeout=20s', compare: 'last' },
    'get deploy web',
    "get rs -o jsonpath='{.items[*].metadata.annotations}'",
  ),
  scenario(
    'deeper-deploy-controllers',
    'ReplicaSets and pods of a deployment, one by one',
    quietly('create -f -', deployment('web', { replicas: 1 })),
    ready('deploy/web'),
    'describe rs -l app=web',
    'scale rs -l app=web --replicas=3',
    'get deploy web',
    'label pods -l app=web app=other --overwrite',
    ready('deploy/web'),
    'get pods -L app --sort-by=.metadata.labels.app',
    'delete deploy web',
    'get pods -L app --sort-by=.metadata.labels.app',
  ),
  scenario(
    'deeper-deploy-min-ready',
    'a deployment with minimal time and rules of surge',
    [
      'create -f -',
      deployment('web', {
        replicas: 3,
        spec: '  minReadySeconds: 4\n  strategy: {rollingUpdate: {maxSurge: 50%, maxUnavailable: 0}}\n',
      }),
    ],
    { run: 'rollout status deploy/web --timeout=40s', compare: 'last' },
    'set image deploy/web main=nginx:1.28',
    { run: 'rollout status deploy/web --timeout=50s', compare: 'last' },
    'describe deploy web',
    `patch deploy web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0}}}}'`,
    `patch deploy web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"150%","maxUnavailable":"150%"}}}}'`,
    `patch deploy web -p '{"spec":{"strategy":{"type":"Recreate"}}}'`,
    `patch deploy web -p '{"spec":{"minReadySeconds":600}}'`,
    `patch deploy web -p '{"spec":{"revisionHistoryLimit":-1,"minReadySeconds":-1}}'`,
  ),
  scenario(
    'deeper-rs-orphans',
    'pods without an owner',
    quietly('create -f -', deployment('web', { replicas: 2 })),
    ready('deploy/web'),
    'delete deploy web --cascade=orphan',
    'get rs,pods --no-headers -o custom-columns=K:.kind,O:.metadata.ownerReferences[*].kind',
    'delete rs -l app=web --cascade=orphan',
    'get pods --no-headers -o custom-columns=K:.kind,O:.metadata.ownerReferences[*].kind',
    quietly('create -f -', deployment('web', { replicas: 2 })),
    ready('deploy/web'),
    'get pods --no-headers -o custom-columns=K:.kind,O:.metadata.ownerReferences[*].kind',
  ),
  scenario(
    'deeper-rc',
    'a ReplicationController',
    [
      'create -f -',
      'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: old}\nspec:\n  replicas: 1\n  template:\n    metadata: {labels: {app: old}}\n    spec: {containers: [{name: main, image: "nginx:1.27"}]}\n',
    ],
    'get rc old -o yaml',
    'get rc -o wide',
    'scale rc old --replicas=2',
    'get pods',
    'expose rc old --port=80',
    'get svc old -o jsonpath="{.spec.selector}"',
    'rollout status rc/old',
    'delete rc old',
    'get pods',
  ),
  scenario(
    'deeper-pod-gone',
    'pods that go',
    quietly('create -f -', documents(pod('one'), pod('two', '{app: x}'), pod('three', '{app: x}'))),
    quietly('wait --for=condition=Ready pods --all --timeout=30s'),
    'delete pod one --grace-period=0 --force',
    'delete pod -l app=x --wait=false',
    { run: 'wait --for=delete pod -l app=x --timeout=20s', compare: 'exit' },
    'delete pod two --ignore-not-found --timeout=20s -o name',
    'get pods',
    'wait --for=delete pod/none --timeout=1s',
    'wait --for=create pod/none --timeout=1s',
    'wait --for=condition=Ready pod/none --timeout=1s',
    'wait --for=unicorn pod/none',
  ),
];
