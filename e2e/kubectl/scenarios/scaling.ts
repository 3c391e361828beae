import { deployment, documents, statefulSet } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const hpa = (name: string, spec: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 3
${spec}`;
const refused = (spec: string): [string, string] => ['create --dry-run=server -f -', hpa('x', spec)];

/** Autoscalers, budgets and quotas beside running workloads. */
export const scaling = [
  scenario(
    'scaling-refused',
    'autoscalers that make no sense',
    refused('  minReplicas: -1\n'),
    refused('  minReplicas: 0\n'),
    refused('  metrics: [{type: Unicorn}]\n'),
    refused('  metrics: [{type: Resource}]\n'),
    refused('  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization}}}]\n'),
    refused(
      '  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 0}}}]\n',
    ),
    refused(
      '  metrics: [{type: Resource, resource: {name: cpu, target: {type: Sometimes, averageUtilization: 5}}}]\n',
    ),
    refused('  metrics: [{type: Pods, pods: {metric: {name: ""}, target: {type: AverageValue}}}]\n'),
    refused(
      '  metrics: [{type: Resource, pods: {metric: {name: q}, target: {type: AverageValue, averageValue: "1"}}}]\n',
    ),
    refused('  behavior: {scaleDown: {stabilizationWindowSeconds: 9999}}\n'),
    refused('  behavior: {scaleUp: {policies: [{type: Unicorn, value: 0, periodSeconds: 0}]}}\n'),
    refused('  behavior: {scaleUp: {selectPolicy: Sometimes}}\n'),
  ),
  scenario(
    'scaling-bounds',
    'an autoscaler lifts a workload to its least size',
    quietly('create -f -', deployment('web', { replicas: 1 })),
    quietly('rollout status deployment/web --timeout=40s'),
    ['create -f -', hpa('web', '  minReplicas: 2\n')],
    'wait --for=jsonpath={.spec.replicas}=2 deploy/web --timeout=40s',
    "wait --for=jsonpath='{.status.currentReplicas}'=2 hpa/web --timeout=40s",
    'get hpa web',
    'get hpa web -o yaml',
    'describe hpa web',
    'get hpa -o wide',
    'delete hpa web',
  ),
  scenario(
    'scaling-workloads',
    'scale of everything that can be scaled',
    quietly('create -f -', documents(deployment('web', { replicas: 0 }), statefulSet('db', { replicas: 0 }))),
    'scale deploy/web sts/db --replicas=1',
    { run: 'rollout status sts/db --timeout=40s', compare: 'last' },
    'scale sts db --replicas=2 --current-replicas=1',
    'scale sts db --replicas=3 --current-replicas=1',
    'scale deploy web --replicas=2 --timeout=30s',
    'scale deploy web --replicas=1 -o yaml --dry-run=server',
    'scale deploy web --replicas=1 --dry-run=client',
    'scale ds none --replicas=1',
    'scale job none --replicas=1',
    'scale deploy,sts --all --replicas=0',
    'get deploy,sts',
    'get deploy web --subresource=scale -o json',
    'get sts db --subresource=scale',
    'patch sts db --subresource=scale --type=merge -p \'{"spec":{"replicas":1}}\'',
    "get sts db -o jsonpath='{.spec.replicas} {.metadata.generation}'",
  ),
  scenario(
    'scaling-budget',
    'a budget over a Deployment',
    quietly('create -f -', deployment('web', { replicas: 3 })),
    quietly('rollout status deployment/web --timeout=40s'),
    'create pdb web --selector=app=web --min-available=2',
    'get pdb',
    'get pdb web -o yaml',
    'describe pdb web',
    'patch pdb web -p \'{"spec":{"minAvailable":"100%"}}\'',
    'get pdb web',
    'patch pdb web --type=merge -p \'{"spec":{"minAvailable":null,"maxUnavailable":1}}\'',
    'get pdb web',
    'scale deploy web --replicas=1',
    'get pdb web',
    'delete pdb web',
  ),
  scenario(
    'scaling-quota',
    'a quota over a Deployment',
    quietly('create quota few --hard=pods=2,requests.cpu=1'),
    quietly("get quota few -o jsonpath='{.status.hard}'"),
    ['create -f -', deployment('web', { replicas: 3 })],
    'describe deploy web',
    'get deploy web',
    'set resources deployment/web --requests=cpu=200m',
    'get deploy web',
    'get quota few',
    'describe quota few',
    'delete quota few',
    'get deploy web',
  ),
];
