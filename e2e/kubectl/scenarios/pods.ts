import { pod } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const two = pod('two', '{app: two}', '  - name: side\n    image: busybox:1\n');
const ready = [quietly('create -f -', two), quietly('wait --for=condition=Ready pod/two')];

/** Pods by their names: logs, exec, cp, and what goes wrong with them. */
export const pods = [
  scenario(
    'logs-errors',
    'logs that cannot be',
    ...ready,
    'logs nobody',
    'logs two -c none',
    'logs',
    'logs deployment/nobody',
    'logs -l app=none',
    'logs two --tail=-5',
    'logs two --since=nonsense',
    'logs two --since=1m --since-time=2020-01-01T00:00:00Z',
  ),
  scenario(
    'exec-errors',
    'exec and cp that cannot be',
    ...ready,
    'exec nobody -- true',
    'exec two -c none -- true',
    'exec two',
    'cp nobody:/x /tmp/foredeck-never',
    'cp /does/not/exist two:/x',
    'attach nobody',
    'port-forward nobody 1:1',
    { run: 'top pods' },
  ),
  scenario(
    'pod-columns',
    'readiness and restarts in the table',
    ...ready,
    'get pod two',
    "get pod two -o jsonpath='{.status.containerStatuses[*].ready} {.status.phase}'",
  ),
  scenario(
    'pod-debug',
    'ephemeral containers only through their subresource',
    ...ready,
    'patch pod two -p \'{"spec":{"ephemeralContainers":[{"name":"x","image":"y"}]}}\'',
  ),
  scenario(
    'pod-evict',
    'eviction',
    ...ready,
    [
      'create --raw /api/v1/namespaces/{ns}/pods/two/eviction -f -',
      '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"two"}}',
    ],
    quietly('wait --for=delete pod/two'),
    [
      'create --raw /api/v1/namespaces/{ns}/pods/two/eviction -f -',
      '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"two"}}',
    ],
  ),
  scenario('pod-service-account', 'a pod of an account that does not exist', [
    'create -f -',
    pod('one').replace('spec:', 'spec:\n  serviceAccountName: nobody'),
  ]),
  scenario(
    'pod-scheduling',
    'pods wait for a node',
    quietly('create -f -', pod('big', '{app: big}', '    resources: {requests: {cpu: "5000"}}\n')),
    'get pod big',
    "get pod big -o jsonpath='{.status.conditions[0].reason} {.status.conditions[0].message}'",
  ),
  scenario(
    'nodes',
    'nodes and cordon',
    { run: 'get nodes --no-headers -o custom-columns=READY:.status.conditions[-1].type', compare: 'exit' },
    'get node nobody',
    'cordon nobody',
    'drain nobody',
    'taint nodes nobody a=b:NoSchedule',
  ),
];
