import { configMap, deployment, documents } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const lease =
  'apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: l}\nspec: {holderIdentity: me, leaseDurationSeconds: 15}\n';
const endpoints = `apiVersion: v1
kind: Endpoints
metadata: {name: out}
subsets: [{addresses: [{ip: 10.1.2.3}], ports: [{port: 80, name: http}]}]
`;
const slice = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: out-1, labels: {kubernetes.io/service-name: out}}
addressType: IPv4
ports: [{name: http, port: 80}]
endpoints: [{addresses: ["10.1.2.3"], conditions: {ready: true}}]
`;
const webhook = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: "{ns}-hook"}
webhooks:
- name: hook.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {url: "https://127.0.0.1:1/x"}
  rules: [{apiGroups: [none.example.com], apiVersions: [v1], operations: [CREATE], resources: [things]}]
`;
const token = `apiVersion: v1
kind: Secret
metadata: {name: robot-token, annotations: {kubernetes.io/service-account.name: robot}}
type: kubernetes.io/service-account-token
`;

/** Built-in kinds that are seldom written by hand. */
export const kinds = [
  scenario(
    'kind-lease',
    'a lease',
    ['create -f -', lease],
    'get lease l',
    'get lease l -o yaml',
    'describe lease l',
    'delete lease l',
  ),
  scenario(
    'kind-endpoints',
    'endpoints written by hand',
    ['create -f -', endpoints],
    'get endpoints out',
    'get endpoints out -o yaml',
    ['create -f -', slice],
    'get endpointslices out-1',
    'describe endpointslice out-1',
    'get endpointslice out-1 -o yaml',
  ),
  scenario(
    'kind-webhook',
    'the configuration of a webhook',
    ['create -f -', webhook],
    'get validatingwebhookconfigurations {ns}-hook',
    'get validatingwebhookconfigurations {ns}-hook -o yaml',
    'delete validatingwebhookconfigurations {ns}-hook',
  ),
  scenario(
    'kind-token-secret',
    'a secret that holds the token of a service account',
    ['create -f -', token],
    'get secret robot-token',
    quietly('create serviceaccount robot'),
    ['create -f -', token],
    "get secret robot-token -o jsonpath='{.type} {.metadata.annotations}' --allow-missing-template-keys",
    'get sa robot -o yaml',
    'get sa',
  ),
  scenario(
    'kind-secret-types',
    'secrets that their type refuses',
    'create secret generic a --type=kubernetes.io/tls --from-literal=tls.crt=x',
    'create secret generic a --type=kubernetes.io/dockerconfigjson --from-literal=.dockerconfigjson=x',
    'create secret generic a --type=kubernetes.io/basic-auth --from-literal=x=y',
    'create secret generic a --type=kubernetes.io/ssh-auth --from-literal=x=y',
    'create secret generic b --type=example.com/own --from-literal=x=y',
    'get secret b',
  ),
  scenario(
    'kind-tables',
    'tables of kinds that are empty here',
    ...[
      'controllerrevisions',
      'leases',
      'podtemplates',
      'replicationcontrollers',
      'horizontalpodautoscalers',
      'poddisruptionbudgets',
      'networkpolicies',
      'limitranges',
      'resourcequotas',
      'persistentvolumeclaims',
      'csistoragecapacities',
      'resourceclaims',
    ].map((kind) => `get ${kind}`),
  ),
  scenario(
    'kind-pod-template',
    'a pod template alone',
    [
      'create -f -',
      'apiVersion: v1\nkind: PodTemplate\nmetadata: {name: t}\ntemplate:\n  metadata: {labels: {a: b}}\n  spec: {containers: [{name: main, image: "nginx:1.27"}]}\n',
    ],
    'get podtemplate t',
    'get podtemplate t -o yaml',
  ),
  scenario(
    'kind-wide',
    'wide tables and labels of everything',
    quietly('create -f -', deployment('web', { replicas: 1 })),
    quietly('rollout status deployment/web'),
    'get all -o wide',
    'get all --show-labels',
    'get deploy,rs -L app',
    'get deploy --server-print=false',
    'get rs,pods --server-print=false',
    'get deploy web -o name --show-kind',
    "get deploy -o jsonpath-as-json='{.items[*].metadata.labels}'",
    'get deploy,rs -o jsonpath=\'{range .items[*]}{.kind} {.spec.replicas}{"\\n"}{end}\'',
    'get deploy web -o template={{.spec.replicas}}',
    'get deploy/web rs -o custom-columns=K:.kind,R:.spec.replicas,C:.spec.template.spec.containers[*].image',
    'get pods --field-selector=status.phase!=Running',
    'get pods --sort-by=.metadata.creationTimestamp --no-headers -o custom-columns=P:.status.phase',
    {
      run: 'get events --field-selector involvedObject.kind!=Pod -o custom-columns=R:.reason',
      compare: 'sorted',
    },
    'get deploy web -o kyaml',
  ),
  scenario(
    'kind-lists',
    'several kinds as one list',
    quietly(
      'create -f -',
      documents(configMap('a', { k: 'v' }, '{tier: front}'), configMap('b', { k: 'v' }, '{tier: front}')),
    ),
    'get cm,secret -l tier=front -o json',
    'get cm,svc -l tier=front',
    'get cm/a secret/none',
    'get cm a b c',
    'get cm a b c --ignore-not-found -o name',
    'get cm a secret b',
  ),
];
