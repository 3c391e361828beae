import { daemonSet, documents, service, statefulSet } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const ready = (name: string) => quietly(`rollout status ${name} --timeout=40s`);
const claims = `  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

/** StatefulSets and DaemonSets, their claims, pods and histories. */
export const statefulClosely = [
  scenario(
    'deeper-sts-on-delete',
    'a StatefulSet that changes pods when they are deleted',
    quietly('create -f -', statefulSet('db', { spec: '  updateStrategy: {type: OnDelete}\n' })),
    quietly('wait --for=jsonpath={.status.readyReplicas}=2 sts/db --timeout=30s'),
    'rollout status sts/db',
    'set image sts/db main=nginx:1.28',
    'get sts db -o jsonpath="{.status.replicas} {.status.readyReplicas} {.status.updatedReplicas} {.status.collisionCount}"',
    'delete pod db-1',
    quietly('wait --for=jsonpath={.status.readyReplicas}=2 sts/db --timeout=30s'),
    `get pods -o jsonpath='{range .items[*]}{.metadata.name} {.spec.containers[0].image}{"\\n"}{end}'`,
    'get sts -o wide',
    'describe sts db',
  ),
  scenario(
    'deeper-sts-order',
    'what a StatefulSet tells of its pods and claims',
    quietly(
      'create -f -',
      documents(service('db', '  clusterIP: None\n'), statefulSet('db', { spec: claims })),
    ),
    'get pods',
    'get pvc',
    'get pods --show-labels',
    'get sts db -o yaml',
    'scale sts db --replicas=3',
    'get sts db',
    'delete sts db --cascade=orphan',
    'get pods -o custom-columns=N:.metadata.name,O:.metadata.ownerReferences',
    'get pvc --show-labels',
  ),
  scenario(
    'deeper-sts-retention',
    'claims that go with their pods',
    quietly(
      'create -f -',
      statefulSet('db', {
        replicas: 1,
        spec: `  persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}\n${claims}`,
      }),
    ),
    'get pvc -o yaml',
    'scale sts db --replicas=0',
    'get pvc',
    'get sts db -o yaml',
  ),
  scenario(
    'deeper-sts-history',
    'revisions of a StatefulSet',
    quietly('create -f -', statefulSet('db', { replicas: 1, spec: '  revisionHistoryLimit: 1\n' })),
    ready('sts/db'),
    quietly('set image sts/db main=nginx:1.28'),
    ready('sts/db'),
    quietly('set image sts/db main=nginx:1.29'),
    ready('sts/db'),
    quietly('set image sts/db main=nginx:1.30'),
    ready('sts/db'),
    'rollout history sts/db',
    'get controllerrevisions',
    `get controllerrevisions -o jsonpath='{range .items[*]}{.revision} {.data}{"\\n"}{end}' --sort-by=.revision`,
    'rollout history sts/db --revision=4',
    'rollout undo sts/db --dry-run=server',
    'rollout undo sts/db --to-revision=1',
  ),
  scenario(
    'deeper-ds-on-delete',
    'a DaemonSet that changes pods when they are deleted',
    quietly(
      'create -f -',
      daemonSet('agent').replace('spec:\n', 'spec:\n  updateStrategy: {type: OnDelete}\n'),
    ),
    quietly('wait --for=jsonpath={.status.numberReady}=3 ds/agent --timeout=30s'),
    'rollout status ds/agent',
    'set image ds/agent main=nginx:1.28',
    'get ds agent -o yaml',
    'get ds -o wide',
    'describe ds agent',
  ),
  scenario(
    'deeper-ds-nodes',
    'a DaemonSet on some nodes',
    quietly(
      'create -f -',
      daemonSet('agent').replace('      containers:', '      nodeSelector: {disk: none}\n      containers:'),
    ),
    'get ds agent',
    'get pods',
    'rollout status ds/agent',
    'rollout history ds/agent',
    'rollout history ds/agent --revision=1',
    'scale ds agent --replicas=2',
    'rollout restart ds/agent',
    'rollout pause ds/agent',
    'patch ds agent -p \'{"spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":0,"maxSurge":0}}}}\'',
    'patch ds agent -p \'{"spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":1,"maxSurge":1}}}}\'',
    'get ds agent -o jsonpath="{.spec} {.status}"',
  ),
  scenario(
    'deeper-ds-template',
    'pods of a DaemonSet',
    quietly('create -f -', daemonSet('agent')),
    ready('ds/agent'),
    'get pods -o jsonpath="{.items[0].spec.affinity} {.items[0].spec.tolerations} {.items[0].metadata.ownerReferences[0].kind}"',
    'delete ds agent --cascade=orphan',
    'get pods',
    quietly('create -f -', daemonSet('agent')),
    'get ds agent',
    'delete ds agent --cascade=foreground',
    'get pods',
  ),
];
