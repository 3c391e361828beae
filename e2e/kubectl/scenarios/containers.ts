import { deployment } from '../manifests.ts';
import { nodeScenario, quietly } from '../scenario.ts';

const serve = 'netexec, --http-port=8080, --udp-port=-1';
const web = (image = 'foredeck.test/web:v1', { args = serve, more = '', replicas = 1 } = {}) =>
  deployment('web', { replicas, image, container: `        args: [${args}]\n${more}` });

// The node's one image obeys its arguments; the sandbox, which runs nothing, obeys annotations that a real cluster ignores.
const behaving = (manifest: string, annotations: string) =>
  manifest.replace(
    '    metadata:\n      labels:',
    `    metadata:\n      annotations: {${annotations}}\n      labels:`,
  );
const crashing = behaving(web(undefined, { args: 'no-such-command' }), 'sandbox.foredeck.dev/exit-code: "1"');
const neverReady = behaving(
  web(undefined, { more: '        readinessProbe: {httpGet: {path: /, port: 1}, periodSeconds: 1}\n' }),
  'sandbox.foredeck.dev/ready-after: 1h',
);
const once = (args: string, annotations = '', spec = '') => `apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
${spec}  template:
    metadata: {annotations: {${annotations}}}
    spec: {restartPolicy: Never, containers: [{name: main, image: "foredeck.test/web:v1", args: [${args}]}]}
`;
const lone = (spec: string) => `apiVersion: v1
kind: Pod
metadata: {name: one}
spec: {${spec}}
`;
const reason = '{.status.containerStatuses[0].state.waiting.reason}';

/** What only real containers show: logs, crashes, images that are missing, probes, Jobs that end. */
export const containers = [
  nodeScenario(
    'node-logs',
    'logs of a container that runs',
    quietly('create -f -', web()),
    quietly('rollout status deployment/web'),
    { run: 'logs deployment/web', compare: 'exit' },
    { run: 'logs deployment/web -c main --tail=1', compare: 'exit' },
    { run: 'logs -l app=web --prefix', compare: 'exit' },
    'logs deployment/web --previous',
    'logs deployment/web -c none',
    'exec deployment/web -c none -- true',
  ),
  nodeScenario(
    'node-missing-image',
    'an image that does not exist',
    quietly('create -f -', web('foredeck.test/web:does-not-exist')),
    `wait --for=jsonpath='${reason}'=ImagePullBackOff pod -l app=web --timeout=40s`,
    "get pods -o jsonpath='{.items[0].status.phase} {.items[0].status.containerStatuses[0].ready}'",
    "get pods -o jsonpath='{range .items[0].status.conditions[*]}{.type}={.status} {.reason};{end}'",
    { run: 'logs deployment/web', compare: 'exit' },
    'get deploy web',
    { run: 'rollout status deployment/web --timeout=2s', compare: 'last' },
    {
      run: 'get events --field-selector involvedObject.kind=Pod,reason!=MissingClusterDNS,reason!=Pulling -o custom-columns=TYPE:.type,REASON:.reason',
      compare: 'sorted',
    },
  ),
  nodeScenario(
    'node-ready',
    'a pod that runs and its conditions',
    quietly('create -f -', web()),
    quietly('rollout status deployment/web'),
    'get pods',
    'get pods -o wide',
    "get pods -o jsonpath='{range .items[0].status.conditions[*]}{.type}={.status};{end}'",
    "get pods -o jsonpath='{.items[0].status.containerStatuses[0].started} {.items[0].status.containerStatuses[0].restartCount}'",
    { run: 'describe pod -l app=web --show-events=false', compare: 'exit' },
    {
      run: 'get events --field-selector involvedObject.kind=Pod,reason!=MissingClusterDNS,reason!=Pulling -o custom-columns=TYPE:.type,REASON:.reason',
      compare: 'sorted',
    },
  ),
  nodeScenario(
    'node-crash',
    'a container that crashes again and again',
    quietly('create -f -', crashing),
    `wait --for=jsonpath='${reason}'=CrashLoopBackOff pod -l app=web --timeout=40s`,
    "get pods -o jsonpath='{.items[0].status.containerStatuses[0].lastState.terminated.exitCode} {.items[0].status.containerStatuses[0].lastState.terminated.reason}'",
    'get deploy web',
    { run: 'rollout status deployment/web --timeout=2s', compare: 'last' },
    { run: 'logs deployment/web --previous', compare: 'exit' },
  ),
  nodeScenario(
    'node-never-ready',
    'a readiness probe that fails',
    quietly('create -f -', neverReady),
    "wait --for=jsonpath='{.status.phase}'=Running pod -l app=web --timeout=40s",
    'get pods',
    'get deploy web',
    "get pods -o jsonpath='{range .items[0].status.conditions[*]}{.type}={.status} {.reason};{end}'",
    { run: 'rollout status deployment/web --timeout=2s', compare: 'last' },
  ),
  nodeScenario(
    'node-bad-rollout',
    'a rollout that breaks keeps what serves, and is undone',
    quietly('create -f -', web(undefined, { replicas: 2 })),
    quietly('rollout status deployment/web'),
    'set image deployment/web main=foredeck.test/web:does-not-exist',
    'get deploy web',
    'get rs --no-headers -o custom-columns=DESIRED:.spec.replicas,READY:.status.readyReplicas --sort-by=.spec.replicas',
    { run: 'rollout status deployment/web --timeout=2s', compare: 'last' },
    'rollout undo deployment/web',
    { run: 'rollout status deployment/web --timeout=30s', compare: 'last' },
    'get deploy web',
    'rollout history deployment/web',
  ),
  nodeScenario(
    'node-good-rollout',
    'a rollout from one version to the next',
    quietly('create -f -', web(undefined, { replicas: 2 })),
    quietly('rollout status deployment/web'),
    'set image deployment/web main=foredeck.test/web:v2',
    { run: 'rollout status deployment/web --timeout=30s', compare: 'last' },
    'get pods --no-headers -o custom-columns=IMAGE:.spec.containers[0].image,PHASE:.status.phase',
    {
      run: 'get events --field-selector reason=ScalingReplicaSet -o custom-columns=MESSAGE:.message',
      compare: 'sorted',
    },
  ),
  nodeScenario(
    'node-job',
    'a Job that succeeds',
    quietly('create -f -', once('help', 'sandbox.foredeck.dev/run-for: 200ms')),
    'wait --for=condition=complete job/once --timeout=30s',
    'get jobs',
    "get job once -o jsonpath='{.status.succeeded} {.status.conditions[*].type}'",
    'get pods',
    { run: 'logs job/once', compare: 'exit' },
    { run: 'describe job once --show-events=false', settle: true },
  ),
  nodeScenario(
    'node-job-fails',
    'a Job that fails for good',
    quietly(
      'create -f -',
      once('no-such-command', 'sandbox.foredeck.dev/exit-code: "1"', '  backoffLimit: 0\n'),
    ),
    'wait --for=condition=failed job/once --timeout=30s',
    'get jobs',
    "get job once -o jsonpath='{.status.failed} {range .status.conditions[*]}{.type}={.status} {.reason}: {.message};{end}'",
    'get pods',
    {
      run: 'get events --field-selector involvedObject.kind=Job -o custom-columns=TYPE:.type,REASON:.reason,MESSAGE:.message',
      compare: 'sorted',
    },
  ),
  nodeScenario(
    'node-pod-completes',
    'a pod that is not restarted',
    quietly(
      'create -f -',
      lone('restartPolicy: Never, containers: [{name: main, image: "foredeck.test/web:v1", args: [help]}]'),
    ),
    "wait --for=jsonpath='{.status.phase}'=Succeeded pod/one --timeout=30s",
    'get pod one',
    "get pod one -o jsonpath='{.status.containerStatuses[0].state.terminated.reason} {.status.containerStatuses[0].state.terminated.exitCode}'",
    "get pod one -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason};{end}'",
    'wait --for=condition=Ready pod/one --timeout=1s',
  ),
  nodeScenario(
    'node-missing-config',
    'a container that waits for a ConfigMap',
    quietly(
      'create -f -',
      lone(
        'containers: [{name: main, image: "foredeck.test/web:v1", args: [pause], envFrom: [{configMapRef: {name: absent}}]}]',
      ),
    ),
    `wait --for=jsonpath='${reason}'=CreateContainerConfigError pod/one --timeout=30s`,
    'get pod one',
    "get pod one -o jsonpath='{.status.containerStatuses[0].state.waiting.message}'",
    quietly('create configmap absent --from-literal=a=b'),
    'wait --for=condition=Ready pod/one --timeout=60s',
  ),
  nodeScenario(
    'node-init',
    'an init container comes first',
    quietly(
      'create -f -',
      lone(
        'initContainers: [{name: first, image: "foredeck.test/web:v1", args: [help]}], containers: [{name: main, image: "foredeck.test/web:v1", args: [pause]}]',
      ),
    ),
    'wait --for=condition=Ready pod/one --timeout=30s',
    'get pod one',
    "get pod one -o jsonpath='{.status.initContainerStatuses[0].state.terminated.reason} {.status.initContainerStatuses[0].ready}'",
    { run: 'logs one -c first', compare: 'exit' },
    { run: 'logs one --all-containers', compare: 'exit' },
    { run: 'delete pod one --grace-period=1' },
    'get pods',
  ),
];
