import { daemonSet, deployment, documents, pod, service, statefulSet } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const volume = `apiVersion: v1
kind: PersistentVolume
metadata: {name: "{ns}-volume"}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: manual
  hostPath: {path: /tmp/none}
`;
const storageClass = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: "{ns}-slow"}
provisioner: example.com/none
parameters: {type: slow}
allowVolumeExpansion: true
`;
const richPod = `apiVersion: v1
kind: Pod
metadata: {name: rich, labels: {app: rich}, annotations: {note: hello}}
spec:
  nodeSelector: {none: here}
  priority: 0
  initContainers:
  - {name: first, image: "busybox:1", command: [sh, -c, "true"]}
  containers:
  - name: main
    image: nginx:1.27
    args: [a, b]
    ports: [{containerPort: 80, name: http}, {containerPort: 53, protocol: UDP}]
    env:
    - {name: A, value: b}
    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
    - {name: CFG, valueFrom: {configMapKeyRef: {name: c, key: k}}}
    envFrom: [{configMapRef: {name: c, optional: true}}, {secretRef: {name: s}, prefix: S_}]
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
    livenessProbe: {httpGet: {path: /live, port: http}, initialDelaySeconds: 3}
    readinessProbe: {tcpSocket: {port: 80}}
    startupProbe: {exec: {command: [cat, /x]}}
    volumeMounts: [{name: cfg, mountPath: /cfg, readOnly: true}, {name: tmp, mountPath: /tmp, subPath: x}]
  volumes:
  - {name: cfg, configMap: {name: c, items: [{key: k, path: p}]}}
  - {name: sec, secret: {secretName: s}}
  - {name: tmp, emptyDir: {sizeLimit: 1Gi, medium: Memory}}
  - {name: host, hostPath: {path: /var/none, type: Directory}}
  - {name: claim, persistentVolumeClaim: {claimName: data}}
  tolerations: [{key: a, operator: Exists, effect: NoSchedule}]
`;

/** describe and get of kinds that are seen less often. */
export const describeOthers = [
  scenario(
    'describe-endpoints',
    'endpoints and slices of a service',
    quietly('create -f -', documents(deployment('web', { replicas: 1 }), service('web'))),
    quietly('rollout status deployment/web'),
    'describe endpoints web',
    'describe endpointslices -l kubernetes.io/service-name=web',
    'get endpoints web',
  ),
  scenario(
    'describe-volume',
    'a volume that nobody claims',
    ['create -f -', volume],
    'describe pv {ns}-volume',
    'get pv {ns}-volume -o wide',
    'delete pv {ns}-volume',
  ),
  scenario(
    'describe-storage-class',
    'a storage class',
    ['create -f -', storageClass],
    'describe storageclass {ns}-slow',
    'get sc {ns}-slow',
    'get sc {ns}-slow -o yaml',
    `patch sc {ns}-slow -p '{"provisioner":"example.com/other"}'`,
    'delete sc {ns}-slow',
  ),
  scenario(
    'describe-classes',
    'priority, ingress and runtime classes',
    quietly('create priorityclass {ns}-high --value=1000 --description=first'),
    'describe priorityclass {ns}-high',
    'get priorityclass {ns}-high',
    `patch priorityclass {ns}-high -p '{"value":5}'`,
    [
      'create -f -',
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: "{ns}-door"}\nspec: {controller: example.com/door}\n',
    ],
    'describe ingressclass {ns}-door',
    'get ingressclass {ns}-door',
    [
      'create -f -',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: "{ns}-box"}\nhandler: box\n',
    ],
    'get runtimeclass {ns}-box',
    'describe runtimeclass {ns}-box',
    quietly('delete priorityclass {ns}-high'),
    quietly('delete ingressclass {ns}-door'),
    quietly('delete runtimeclass {ns}-box'),
  ),
  scenario(
    'describe-cluster-role',
    'roles for the whole cluster',
    quietly('create clusterrole {ns}-r --verb=get,list --resource=nodes,pods/log'),
    quietly('create clusterrolebinding {ns}-b --clusterrole={ns}-r --group=ops --user=jane'),
    'describe clusterrole {ns}-r',
    'describe clusterrolebinding {ns}-b',
    'get clusterrole {ns}-r',
    'get clusterrolebinding {ns}-b',
    `patch clusterrolebinding {ns}-b --type=merge -p '{"roleRef":{"name":"other"}}'`,
    'describe clusterrole view',
    'get clusterrole admin edit view cluster-admin',
    quietly('delete clusterrolebinding {ns}-b'),
    quietly('delete clusterrole {ns}-r'),
  ),
  scenario(
    'describe-pod-rich',
    'a pod with everything that a description shows',
    ['create -f -', richPod],
    'describe pod rich',
    'get pod rich -o wide',
    'get pod rich --show-labels',
  ),
  scenario(
    'describe-pod-running',
    'a running pod',
    quietly('create -f -', pod('one')),
    quietly('wait --for=condition=Ready pod/one'),
    'get pod one',
    'get pod one -o jsonpath="{.status.phase} {.status.qosClass}"',
    'get pod one --server-print=false',
  ),
  scenario(
    'describe-services',
    'services of every type',
    quietly('create service nodeport door --tcp=80:8080'),
    quietly('create service loadbalancer cloud --tcp=443:8443'),
    quietly('create service externalname out --external-name=example.com'),
    quietly('create service clusterip bare --clusterip=None --tcp=80'),
    'describe svc door',
    'describe svc cloud',
    'describe svc out',
    'describe svc bare',
    'get svc -o wide',
    'get svc door cloud --show-labels',
  ),
  scenario(
    'describe-replication-controller',
    'the oldest controller still works',
    [
      'create -f -',
      `apiVersion: v1
kind: ReplicationController
metadata: {name: old}
spec:
  replicas: 2
  selector: {app: old}
  template:
    metadata: {labels: {app: old}}
    spec: {containers: [{name: main, image: "nginx:1.27"}]}
`,
    ],
    'get rc',
    'get rc -o wide',
    'describe rc old',
    'scale rc old --replicas=1',
    'get rc old',
    'rollout status rc/old',
    'delete rc old',
  ),
  scenario(
    'describe-crd',
    'the definition of a kind',
    [
      'apply -f -',
      `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.eleven.test}
spec:
  group: eleven.test
  scope: Namespaced
  names: {plural: gadgets, singular: gadget, kind: Gadget, shortNames: [gg], categories: [all]}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, properties: {size: {type: integer, minimum: 1, default: 3}, mode: {type: string, enum: [fast, slow]}}}
`,
    ],
    quietly('wait --for=condition=Established crd/gadgets.eleven.test --timeout=20s'),
    'get crd gadgets.eleven.test',
    'get crd gadgets.eleven.test -o yaml',
    'describe crd gadgets.eleven.test',
    ['apply -f -', 'apiVersion: eleven.test/v1\nkind: Gadget\nmetadata: {name: a}\nspec: {mode: fast}\n'],
    'get gg a -o yaml',
    'get gg',
    'get gg -o wide --show-labels',
    'describe gg a',
    ['apply -f -', 'apiVersion: eleven.test/v1\nkind: Gadget\nmetadata: {name: a}\nspec: {mode: odd}\n'],
    ['apply -f -', 'apiVersion: eleven.test/v1\nkind: Gadget\nmetadata: {name: a}\nspec: {size: big}\n'],
    ['apply -f -', 'apiVersion: eleven.test/v1\nkind: Gadget\nmetadata: {name: a}\nspec: {colour: red}\n'],
    `patch gg a --type=json -p '[{"op":"replace","path":"/spec/size","value":0}]'`,
    `patch gg a -p '{"spec":{"size":0}}'`,
    'label gg a x=y',
    'annotate gg a x=y',
    'get gg a --field-selector metadata.name=a',
    'get gg --sort-by=.spec.size',
    'api-resources --api-group=eleven.test -o wide',
    'delete gg a',
    'delete crd gadgets.eleven.test',
  ),
  scenario(
    'describe-claims',
    'a StatefulSet with volume claims',
    [
      'create -f -',
      statefulSet('db', {
        replicas: 1,
        spec: `  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`,
      }),
    ],
    'get pvc',
    'describe pvc data-db-0',
    'describe sts db',
    'get pods',
    'describe pod db-0',
    `patch pvc data-db-0 -p '{"spec":{"storageClassName":"x"}}'`,
    `patch pvc data-db-0 -p '{"spec":{"accessModes":["ReadWriteMany"]}}'`,
  ),
  scenario(
    'describe-several',
    'several objects, by prefix and by selector',
    quietly('create -f -', documents(daemonSet('agent-one'), daemonSet('agent-two'))),
    'describe ds agent --show-events=false',
    'describe ds -l none=none',
    'describe ds/agent-one ds/none --show-events=false',
    'get ds -o wide',
    'get ds agent-one -o yaml',
  ),
];
