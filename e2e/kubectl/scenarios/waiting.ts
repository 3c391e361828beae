import { configMap, deployment, pod } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

/** wait and events. */
export const waiting = [
  scenario(
    'wait-condition',
    'wait for a condition',
    quietly('create -f -', deployment('web', { replicas: 1 })),
    'wait --for=condition=Available deployment/web --timeout=30s',
    'wait --for=condition=Ready pods -l app=web --timeout=30s',
    'wait --for=condition=Unicorn deployment/web --timeout=1s',
    'wait --for=condition=Available=false deployment/web --timeout=1s',
  ),
  scenario(
    'wait-jsonpath',
    'wait for a value',
    quietly('create -f -', configMap('a', { mode: 'fast' })),
    "wait --for=jsonpath='{.data.mode}'=fast cm/a --timeout=5s",
    "wait --for=jsonpath='{.data.mode}'=slow cm/a --timeout=1s",
    "wait --for=jsonpath='{.data.none}' cm/a --timeout=1s",
    "wait --for=jsonpath='{.data.mode' cm/a",
  ),
  scenario(
    'wait-delete',
    'wait for the end',
    quietly('create -f -', configMap('a', {})),
    'wait --for=delete cm/none --timeout=2s',
    'wait --for=delete cm/a --timeout=1s',
    quietly('delete cm a'),
    'wait --for=delete cm/a --timeout=5s',
  ),
  scenario(
    'wait-create',
    'wait for the beginning',
    'wait --for=create cm/a --timeout=1s',
    quietly('create -f -', configMap('a', {})),
    'wait --for=create cm/a --timeout=5s',
  ),
  scenario(
    'wait-errors',
    'waits that cannot be',
    'wait --for=condition=Ready pod/nobody --timeout=1s',
    'wait pod/nobody',
    'wait --for=unicorn pod/nobody',
    'wait --for=condition=Ready pods --all --timeout=1s',
    'wait --for=condition=Ready pods -l app=none --timeout=1s',
  ),
  scenario(
    'wait-pods',
    'pods turn ready',
    quietly('create -f -', pod('one')),
    'wait --for=condition=Ready pod/one --timeout=30s',
    "wait --for=jsonpath='{.status.phase}'=Running pod/one --timeout=30s",
  ),
  scenario(
    'events',
    'events of a rollout',
    quietly('create -f -', deployment('web', { replicas: 1 })),
    quietly('rollout status deployment/web'),
    { run: 'events --for deployment/web', compare: 'sorted' },
    {
      run: 'get events --field-selector involvedObject.kind=ReplicaSet -o custom-columns=TYPE:.type,REASON:.reason,FROM:.source.component',
      compare: 'sorted',
    },
    { run: 'get events --field-selector reason=ScalingReplicaSet', compare: 'sorted' },
    { run: 'events --types=Warning' },
  ),
  scenario('events-empty', 'no events', 'get events', 'events'),
];
