import { configMap, cronJob, daemonSet, deployment, job, pod, service, statefulSet } from '../manifests.ts';
import { type Scenario, scenario } from '../scenario.ts';

interface Specimen {
  /** As kubectl's commands name the kind. */
  resource: string;
  manifest: string;
  /** A JSON merge patch that the kind allows. */
  patch: string;
}

const labels = '{"metadata":{"labels":{"tier":"front"}}}';
const idleNodes = '    spec:\n      nodeSelector: {none: none}';

/** One ordinary object of each kind that people write; each is called `x`. */
const specimens: readonly Specimen[] = [
  { resource: 'configmap', manifest: configMap('x', { k: 'v' }), patch: '{"data":{"k":"w"}}' },
  {
    resource: 'secret',
    manifest: 'apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {user: admin}\n',
    patch: '{"stringData":{"user":"other"}}',
  },
  { resource: 'service', manifest: service('x'), patch: '{"spec":{"sessionAffinity":"ClientIP"}}' },
  { resource: 'deployment', manifest: deployment('x', { replicas: 0 }), patch: '{"spec":{"replicas":1}}' },
  {
    resource: 'statefulset',
    manifest: statefulSet('x', { replicas: 0 }),
    patch: '{"spec":{"minReadySeconds":3}}',
  },
  {
    resource: 'daemonset',
    manifest: daemonSet('x').replace('    spec:', idleNodes),
    patch: '{"spec":{"minReadySeconds":3}}',
  },
  {
    resource: 'replicaset',
    manifest:
      'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: x}\nspec:\n  replicas: 0\n  selector: {matchLabels: {app: x}}\n  template:\n    metadata: {labels: {app: x}}\n    spec: {containers: [{name: main, image: "nginx:1.27"}]}\n',
    patch: '{"spec":{"minReadySeconds":3}}',
  },
  { resource: 'job', manifest: job('x', '  suspend: true\n'), patch: '{"spec":{"backoffLimit":2}}' },
  { resource: 'cronjob', manifest: cronJob('x'), patch: '{"spec":{"suspend":true}}' },
  {
    resource: 'pod',
    manifest: pod('x').replace('spec:\n', 'spec:\n  nodeSelector: {none: none}\n'),
    patch: '{"metadata":{"annotations":{"note":"y"}}}',
  },
  {
    resource: 'ingress',
    manifest:
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: x}\nspec:\n  ingressClassName: nginx\n  tls: [{hosts: [a.example.com], secretName: cert}]\n  rules:\n  - host: a.example.com\n    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}\n',
    patch: '{"spec":{"ingressClassName":"other"}}',
  },
  {
    resource: 'networkpolicy',
    manifest:
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\nspec:\n  podSelector: {matchLabels: {app: x}}\n  ingress: [{from: [{podSelector: {matchLabels: {app: y}}}], ports: [{port: 80}]}]\n',
    patch: '{"spec":{"policyTypes":["Ingress","Egress"]}}',
  },
  {
    resource: 'hpa',
    manifest:
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: x}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: none}\n  minReplicas: 1\n  maxReplicas: 3\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]\n',
    patch: '{"spec":{"maxReplicas":5}}',
  },
  {
    resource: 'pdb',
    manifest:
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: x}\nspec: {minAvailable: 1, selector: {matchLabels: {app: x}}}\n',
    patch: '{"spec":{"minAvailable":2}}',
  },
  {
    resource: 'pvc',
    manifest:
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: x}\nspec:\n  storageClassName: none\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n',
    patch: labels,
  },
  {
    resource: 'quota',
    manifest:
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: x}\nspec: {hard: {pods: "5", requests.cpu: "2"}}\n',
    patch: '{"spec":{"hard":{"pods":"6"}}}',
  },
  {
    resource: 'limitrange',
    manifest:
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: x}\nspec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}}]}\n',
    patch: labels,
  },
  {
    resource: 'serviceaccount',
    manifest:
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: x}\nautomountServiceAccountToken: false\n',
    patch: '{"automountServiceAccountToken":true}',
  },
  {
    resource: 'role',
    manifest:
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: x}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]\n',
    patch: '{"rules":[{"apiGroups":["apps"],"resources":["deployments"],"verbs":["*"]}]}',
  },
  {
    resource: 'rolebinding',
    manifest:
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: x}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: x}\nsubjects: [{kind: ServiceAccount, name: default, namespace: default}]\n',
    patch: '{"subjects":[{"kind":"User","name":"jane","apiGroup":"rbac.authorization.k8s.io"}]}',
  },
  {
    resource: 'endpointslice',
    manifest:
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: x, labels: {kubernetes.io/service-name: web}}\naddressType: IPv4\nports: [{name: http, port: 80}]\nendpoints: [{addresses: [192.0.2.1], conditions: {ready: true}}]\n',
    patch: '{"ports":[{"name":"http","port":81}]}',
  },
  {
    resource: 'lease',
    manifest:
      'apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: x}\nspec: {holderIdentity: me, leaseDurationSeconds: 15}\n',
    patch: '{"spec":{"holderIdentity":"you"}}',
  },
];

/** What one does with an object from its first apply to its end, the same for every kind. */
function life({ resource, manifest, patch }: Specimen): Scenario[] {
  const object = `${resource} x`;
  const withManagers = `get ${object} -o yaml --show-managed-fields`;
  return [
    scenario(
      `every-${resource}-client`,
      `a ${resource}, applied by the client`,
      ['diff -f -', manifest],
      ['apply -f -', manifest],
      ['apply -f -', manifest],
      ['diff -f -', manifest],
      `get ${object}`,
      `get ${object} -o wide`,
      `get ${object} -o yaml`,
      `describe ${object}`,
      `patch ${object} --type=merge -p '${patch}'`,
      `patch ${object} --type=merge -p '${patch}'`,
      ['diff -f -', manifest],
      `label ${object} extra=yes`,
      ['apply -f -', manifest],
      `get ${object} --show-labels`,
      ['create -f -', manifest],
      [`delete -f -`, manifest],
      [`delete -f -`, manifest],
    ),
    scenario(
      `every-${resource}-server`,
      `a ${resource}, applied by the server`,
      ['apply --server-side -f - --dry-run=server', manifest],
      ['apply --server-side -f -', manifest],
      withManagers,
      ['apply --server-side -f -', manifest],
      ['diff --server-side -f -', manifest],
      `patch ${object} --type=merge -p '${patch}' --field-manager=other`,
      withManagers,
      ['apply --server-side -f -', manifest],
      ['apply --server-side --force-conflicts -f -', manifest],
      withManagers,
      ['replace -f -', manifest],
      `delete ${object}`,
      `get ${object}`,
    ),
  ];
}

/** The same life for every kind of object. */
export const everyKind: readonly Scenario[] = specimens.flatMap(life);
