import { deployment, documents, pod, service } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const web = deployment('web', { replicas: 1 });
const up = quietly('rollout status deployment/web --timeout=40s');

const widgets = (group: string, version: string, more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.${group}}
spec:
  group: ${group}
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd], categories: [toys]}
  versions:
${version}${more}`;
const v1 = `  - name: v1
    served: true
    storage: true
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}
    additionalPrinterColumns:
    - {name: Replicas, type: integer, jsonPath: .spec.replicas}
    - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
    - {name: Mode, type: string, jsonPath: .spec.mode, priority: 1}
    - {name: Since, type: date, jsonPath: .status.since}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [replicas]
            properties:
              replicas: {type: integer, minimum: 0, maximum: 9, default: 1}
              mode: {type: string, enum: [slow, fast], default: slow}
              name: {type: string, pattern: "^[a-z]+$", maxLength: 5}
              port: {x-kubernetes-int-or-string: true}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              parts:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [id]
                items: {type: object, required: [id], properties: {id: {type: string}, size: {type: number}}}
              flags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
              map: {type: object, additionalProperties: {type: boolean}}
              maybe: {type: string, nullable: true}
              when: {type: string, format: date-time}
          status:
            type: object
            x-kubernetes-preserve-unknown-fields: true
`;
const v2 = `  - name: v2
    served: true
    storage: false
    deprecated: true
    deprecationWarning: "v2 goes away"
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
`;
const widget = (group: string, name: string, spec: string, version = 'v1') =>
  `apiVersion: ${group}/${version}\nkind: Widget\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const established = (group: string) =>
  quietly(`wait --for=condition=Established crd/widgets.${group} --timeout=20s`);

/** Custom resources, policies and the kinds of the cluster. */
export const kindsDeeper = [
  scenario(
    'further-crd-schema',
    'what a schema refuses',
    ['create -f -', widgets('schema.test', v1)],
    established('schema.test'),
    ['create -f -', widget('schema.test', 'a', '{}')],
    'get widgets.schema.test',
    'get widgets.schema.test -o wide',
    ['create -f -', widget('schema.test', 'b', '{replicas: 10}')],
    ['create -f -', widget('schema.test', 'b', '{replicas: 1.5}')],
    ['create -f -', widget('schema.test', 'b', '{replicas: "1"}')],
    ['create -f -', widget('schema.test', 'b', '{mode: medium, name: TOOLONG1, replicas: -1}')],
    ['create -f - --validate=false', widget('schema.test', 'b', '{unicorn: 1, map: {a: x}}')],
    ['create -f -', widget('schema.test', 'b', '{unicorn: 1}')],
    ['create -f -', widget('schema.test', 'b', '{parts: [{id: a}, {id: a}]}')],
    ['create -f -', widget('schema.test', 'b', '{parts: [{size: 1}]}')],
    ['create -f -', widget('schema.test', 'b', '{flags: [a, a]}')],
    ['create -f -', widget('schema.test', 'b', '{port: 1.5}')],
    ['create -f -', widget('schema.test', 'b', '{when: yesterday}')],
    ['create -f -', widget('schema.test', 'b', '{replicas: null, maybe: null, port: "x", free: {a: [1]}}')],
    'get wd.schema.test b -o yaml',
    ['create -f -', widget('schema.test', 'c', '[]')],
    ['create -f -', 'apiVersion: schema.test/v1\nkind: Widget\nmetadata: {name: c}\n'],
    'get wd.schema.test c -o yaml',
    ['create -f -', widget('schema.test', 'Bad_name', '{}')],
    ['create -f -', 'apiVersion: schema.test/v3\nkind: Widget\nmetadata: {name: c}\n'],
    'delete crd widgets.schema.test',
    'get widgets.schema.test',
  ),
  scenario(
    'further-crd-subresources',
    'status and scale of one own',
    ['create -f -', widgets('sub.test', v1)],
    established('sub.test'),
    ['create -f -', `${widget('sub.test', 'a', '{replicas: 2}')}status: {replicas: 5}\n`],
    'get wd.sub.test a -o yaml',
    `patch wd.sub.test a --subresource=status --type=merge -p '{"status":{"replicas":3,"selector":"a=b","since":"2020-01-01T00:00:00Z","conditions":[{"type":"Ready","status":"True"}]},"spec":{"replicas":7}}'`,
    'get wd.sub.test a',
    'get wd.sub.test a --subresource=scale -o yaml',
    'scale wd.sub.test a --replicas=4',
    'scale wd.sub.test a --replicas=40',
    'get wd.sub.test a -o jsonpath="{.spec.replicas} {.metadata.generation} {.status.replicas}"',
    `patch wd.sub.test a --type=merge -p '{"status":{"replicas":9}}'`,
    `patch wd.sub.test a --type=json -p '[{"op":"add","path":"/spec/flags","value":["x"]}]'`,
    `patch wd.sub.test a -p '{"spec":{"replicas":1}}'`,
    'wait --for=condition=Ready wd.sub.test/a --timeout=1s',
    ['apply --server-side -f -', widget('sub.test', 'a', '{replicas: 4, parts: [{id: x, size: 1}]}')],
    [
      'apply --server-side --field-manager=two -f -',
      widget('sub.test', 'a', '{replicas: 4, parts: [{id: y, size: 2}], flags: [z]}'),
    ],
    'get wd.sub.test a -o yaml --show-managed-fields',
    ['apply -f -', widget('sub.test', 'b', '{replicas: 1}')],
    ['apply -f -', widget('sub.test', 'b', '{replicas: 2}')],
    ['diff -f -', widget('sub.test', 'b', '{replicas: 3}')],
    'describe wd.sub.test b',
    'label wd.sub.test b x=y',
    'rollout status wd.sub.test/b',
    'explain wd.spec.mode --api-version=sub.test/v1',
    'get --raw /apis/sub.test/v1',
    'get --raw /apis/sub.test/v1/namespaces/{ns}/widgets/a/scale',
    'delete wd.sub.test --all',
    quietly('delete crd widgets.sub.test'),
  ),
  scenario(
    'further-crd-definition',
    'definitions that are refused, and versions',
    ['create -f -', widgets('two.more.test', v1, v2)],
    established('two.more.test'),
    'get crd widgets.two.more.test -o yaml',
    'get crd widgets.two.more.test',
    ['create -f -', widget('two.more.test', 'a', '{replicas: 3}', 'v2')],
    'get widgets.v2.two.more.test a -o yaml',
    'get widgets.v1.two.more.test a -o yaml',
    'api-resources --api-group=two.more.test',
    'get --raw /apis/two.more.test',
    [
      'create -f -',
      widgets(
        'bad.test',
        v1.replace('served: true', 'served: false').replace('storage: true', 'storage: false'),
      ),
    ],
    ['create -f -', widgets('bad.test', v1).replace('name: widgets.', 'name: gizmos.')],
    ['create -f -', widgets('bad.test', v1).replace('scope: Namespaced', 'scope: Everywhere')],
    ['create -f -', widgets('bad.test', v1).replace('kind: Widget,', 'kind: "",')],
    ['create -f -', widgets('bad.test', v1 + v1)],
    ['create -f -', widgets('bad.test', '  - {name: v1, served: true, storage: true}\n')],
    [
      'create -f -',
      widgets(
        'bad.test',
        '  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {properties: {a: {type: thing}}}}}\n',
      ),
    ],
    [
      'create -f -',
      widgets(
        'bad.test',
        '  - {name: V_1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n',
      ),
    ],
    `patch crd widgets.two.more.test --type=merge -p '{"spec":{"scope":"Cluster"}}'`,
    `patch crd widgets.two.more.test --type=merge -p '{"spec":{"group":"x.test"}}'`,
    `patch crd widgets.two.more.test --type=json -p '[{"op":"replace","path":"/spec/versions/1/served","value":false}]'`,
    'get widgets.v2.two.more.test',
    'delete crd widgets.two.more.test',
  ),
  scenario(
    'further-quota',
    'quotas by priority and scope',
    'create quota a --hard=pods=1,requests.cpu=1,limits.memory=1Gi,count/deployments.apps=1,persistentvolumeclaims=0',
    'create quota b --hard=pods=0 --scopes=BestEffort',
    'create quota c --hard=pods=1 --scopes=Unicorn',
    'create quota d --hard=cpu=nonsense',
    'create quota e --hard=pods',
    ['create -f -', pod('one')],
    [
      'create -f -',
      pod('one', '{a: b}', '    resources: {requests: {cpu: 2}, limits: {memory: 1Mi, cpu: 2}}\n'),
    ],
    [
      'create -f -',
      pod('one', '{a: b}', '    resources: {requests: {cpu: 1}, limits: {memory: 1Mi, cpu: 1}}\n'),
    ],
    [
      'create -f -',
      pod('two', '{a: b}', '    resources: {requests: {cpu: 1m}, limits: {memory: 1Mi, cpu: 1}}\n'),
    ],
    'get quota',
    'describe quota',
    'get quota a -o yaml',
    'create deploy x --image=x',
    'create deploy y --image=x',
    'create deploy y --image=x --dry-run=server',
    `get deploy x -o jsonpath='{range .status.conditions[*]}{.type} {.reason} {.message}{"\\n"}{end}'`,
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: p}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n',
    ],
    'delete pod one --force --grace-period=0',
    'get quota a -o jsonpath="{.status.used}"',
    'describe ns {ns}',
  ),
  scenario(
    'further-limits',
    'limit ranges',
    [
      'create -f -',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: r}\nspec:\n  limits:\n  - {type: Container, default: {cpu: 500m}, defaultRequest: {memory: 64Mi}, min: {cpu: 100m}, max: {cpu: "1", memory: 1Gi}, maxLimitRequestRatio: {cpu: "4"}}\n  - {type: Pod, max: {cpu: "2"}}\n  - {type: PersistentVolumeClaim, max: {storage: 2Gi}, min: {storage: 1Gi}}\n',
    ],
    'get limitrange r -o yaml',
    'describe limitrange r',
    ['create -f -', pod('one')],
    "get pod one -o jsonpath='{.spec.containers[0].resources} {.metadata.annotations}'",
    ['create -f -', pod('two', '{a: b}', '    resources: {limits: {cpu: 3}}\n')],
    ['create -f -', pod('two', '{a: b}', '    resources: {limits: {cpu: 1}, requests: {cpu: 200m}}\n')],
    ['create -f -', pod('two', '{a: b}', '    resources: {requests: {cpu: 50m, memory: 2Gi}}\n')],
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: p}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}\n',
    ],
    [
      'create -f -',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: bad}\nspec: {limits: [{type: Container, min: {cpu: 2}, max: {cpu: 1}}]}\n',
    ],
    [
      'create -f -',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: bad}\nspec: {limits: [{type: Pod, default: {cpu: 2}}]}\n',
    ],
    'describe ns {ns}',
  ),
  scenario(
    'further-pdb',
    'budgets and evictions',
    quietly('create -f -', deployment('web', { replicas: 3 })),
    up,
    'create pdb half --selector=app=web --min-available=50%',
    'create pdb none --selector=app=none --max-unavailable=1',
    'create pdb bad --selector=app=web',
    'create pdb bad --selector=app=web --min-available=1 --max-unavailable=1',
    'create pdb bad --min-available=1',
    'create pdb bad --selector=app=web --min-available=-1',
    'get pdb',
    'get pdb half -o yaml',
    'describe pdb half none',
    'scale deploy web --replicas=1',
    'get pdb half',
    'get pdb half -o jsonpath="{.status}"',
    'scale deploy web --replicas=0',
    'get pdb -o wide',
  ),
  scenario(
    'further-hpa',
    'autoscalers as objects',
    quietly('create -f -', web),
    up,
    'autoscale deploy web --max=3',
    'autoscale deploy web --max=3',
    'autoscale deploy web --min=5 --max=3 --name=x',
    'autoscale deploy none --max=3',
    'autoscale deploy web --max=0 --name=x',
    'get hpa',
    'get hpa web -o jsonpath="{.spec}"',
    'get hpa.v1.autoscaling web -o jsonpath="{.apiVersion} {.spec}"',
    `patch hpa web -p '{"spec":{"minReplicas":2,"maxReplicas":1}}'`,
    `patch hpa web -p '{"spec":{"minReplicas":0}}'`,
    `patch hpa web -p '{"spec":{"metrics":[{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"100Mi"}}}]}}'`,
    'describe hpa web',
    `patch hpa web --type=merge -p '{"spec":{"metrics":[{"type":"Unicorn"}]}}'`,
    'delete hpa web',
  ),
  scenario(
    'further-priority',
    'classes of priority',
    'create priorityclass {ns}-high --value=1000 --description=important',
    'create priorityclass {ns}-top --value=2000000000',
    'create priorityclass system-x --value=1',
    'create priorityclass {ns}-never --value=5 --preemption-policy=Never',
    'create priorityclass {ns}-bad --value=5 --preemption-policy=Sometimes',
    'get priorityclass {ns}-high',
    'get priorityclass {ns}-high -o yaml',
    'describe priorityclass {ns}-never',
    ['create -f -', `${pod('one')}  priorityClassName: "{ns}-high"\n`],
    ['create -f -', `${pod('two')}  priorityClassName: "{ns}-high"\n  priority: 7\n`],
    ['create -f -', `${pod('two')}  priorityClassName: "{ns}-never"\n`],
    "get pod one -o jsonpath='{.spec.priority} {.spec.preemptionPolicy}'",
    "get pod two -o jsonpath='{.spec.priority} {.spec.preemptionPolicy}'",
    `patch priorityclass {ns}-high -p '{"value":7}'`,
    `patch priorityclass {ns}-high -p '{"description":"less"}'`,
    'delete priorityclass {ns}-high {ns}-never',
    'get priorityclass',
    'describe priorityclass system-node-critical',
    'delete priorityclass system-node-critical',
  ),
  scenario(
    'further-volumes',
    'volumes, classes and claims',
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: "{ns}-pv"}\nspec: {capacity: {storage: 5Gi}, accessModes: [ReadWriteMany], persistentVolumeReclaimPolicy: Retain, storageClassName: "{ns}", hostPath: {path: /x}}\n',
    ],
    'get pv {ns}-pv',
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: [ReadWriteMany], storageClassName: "{ns}", resources: {requests: {storage: 1Gi}}}\n',
    ],
    'get pvc c',
    'get pv {ns}-pv',
    'get pvc c -o yaml',
    'get pv {ns}-pv -o yaml',
    'describe pvc c',
    'describe pv {ns}-pv',
    `patch pvc c -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'`,
    `patch pvc c -p '{"spec":{"storageClassName":"x"}}'`,
    'delete pvc c',
    'get pv {ns}-pv',
    'delete pv {ns}-pv',
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: "{ns}-pv"}\nspec: {accessModes: [Sometimes]}\n',
    ],
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: [], resources: {}}\n',
    ],
    [
      'create -f -',
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: "{ns}-sc"}\nprovisioner: example.com/none\nvolumeBindingMode: WaitForFirstConsumer\n',
    ],
    'get sc {ns}-sc',
    'describe sc {ns}-sc',
    [
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d}\nspec: {accessModes: [ReadWriteOnce], storageClassName: "{ns}-sc", resources: {requests: {storage: 1Gi}}}\n',
    ],
    'describe pvc d',
    `patch sc {ns}-sc -p '{"provisioner":"x"}'`,
    'delete sc {ns}-sc',
  ),
  scenario(
    'further-network',
    'services, ingresses and policies',
    quietly('create -f -', documents(web, service('web'))),
    up,
    'expose deploy web --port=81 --target-port=8081 --name=other --type=NodePort',
    'expose deploy none --port=80',
    'expose deploy web --port=80',
    'expose svc web --port=82 --name=third --labels=a=b --selector=x=y',
    'expose pod none --port=80',
    'get svc -o wide --show-labels',
    'create service nodeport np --tcp=80:8080 --node-port=40000',
    'create service clusterip two --tcp=80 --tcp=81:82',
    'create service externalname ext --external-name=bad_name!',
    `patch svc two -p '{"spec":{"clusterIP":"10.96.0.77"}}'`,
    `patch svc two -p '{"spec":{"type":"ExternalName","externalName":"a.b"}}'`,
    `patch svc two -p '{"spec":{"sessionAffinity":"ClientIP"}}'`,
    `patch svc two -p '{"spec":{"type":"LoadBalancer"}}'`,
    'get svc two -o yaml',
    `patch svc two --type=json -p '[{"op":"remove","path":"/spec/ports"}]'`,
    'describe svc two',
    'get endpointslices -o custom-columns=A:.addressType,P:.ports,E:.endpoints[*].conditions',
    'get endpointslice -l kubernetes.io/service-name=web -o yaml',
    'get endpoints web other',
    'create ingress site --rule="a.example.com/x*=web:80,tls=cert" --class=nginx --annotation=a=b --default-backend=web:http',
    'get ingress site -o yaml',
    'describe ingress site',
    'create ingress bad --rule="a.example.com"',
    'create ingress bad --rule="a_b/x=web:80"',
    [
      'create -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: bad}\nspec: {rules: [{http: {paths: [{path: x, pathType: Exact, backend: {service: {name: web}}}]}}]}\n',
    ],
    [
      'create -f -',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np}\nspec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: nonsense}}], ports: [{port: 99999}]}]}\n',
    ],
    [
      'create -f -',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np}\nspec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80, endPort: 90}]}]}\n',
    ],
    'describe netpol np',
    'get netpol np -o yaml',
  ),
  scenario(
    'further-cluster-kinds',
    'other kinds of the cluster',
    [
      'create -f -',
      'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: "{ns}-rc"}\nhandler: runsc\n',
    ],
    'get runtimeclass {ns}-rc',
    'delete runtimeclass {ns}-rc',
    [
      'create -f -',
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: "{ns}-ic"}\nspec: {controller: example.com/x}\n',
    ],
    'get ingressclass {ns}-ic',
    'describe ingressclass {ns}-ic',
    'delete ingressclass {ns}-ic',
    [
      'create -f -',
      'apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: "{ns}.csi"}\nspec: {}\n',
    ],
    'get csidriver {ns}.csi',
    'get csidriver {ns}.csi -o yaml',
    'delete csidriver {ns}.csi',
    [
      'create -f -',
      'apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: "{ns}-csr"}\nspec: {request: bm9uc2Vuc2U=, signerName: example.com/x, usages: [client auth]}\n',
    ],
    'get csr {ns}-csr',
    'certificate approve none',
    [
      'create -f -',
      'apiVersion: flowcontrol.apiserver.k8s.io/v1\nkind: PriorityLevelConfiguration\nmetadata: {name: "{ns}-pl"}\nspec: {type: Exempt}\n',
    ],
    'get prioritylevelconfiguration {ns}-pl',
    'delete prioritylevelconfiguration {ns}-pl',
    [
      'create -f -',
      'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.nowhere.test}\nspec: {group: nowhere.test, version: v1, groupPriorityMinimum: 1, versionPriority: 1, insecureSkipTLSVerify: true, service: {name: x, namespace: "{ns}"}}\n',
    ],
    'get apiservice v1.nowhere.test',
    'delete apiservice v1.nowhere.test',
    'get apiservice v1.apps',
    'get apiservice v1. -o yaml',
    'get componentstatuses',
    'get flowschema exempt',
    'get validatingadmissionpolicies',
    'get volumeattachments',
    { run: 'get leases -n kube-system -o name', compare: 'exit' },
    'get ns -o name --field-selector metadata.name={ns}',
    'get ns --field-selector status.phase=Terminating,metadata.name=none',
    'cluster-info',
    'get nodes -o name',
    'get nodes --no-headers -o custom-columns=R:.status.conditions[0].type',
    'describe node none',
    'cordon none',
    'drain none',
    'taint node none a=b:NoSchedule',
    'taint node none a=b',
    'uncordon none',
  ),
  scenario(
    'further-namespaces',
    'namespaces come and go',
    'create namespace {ns}-x',
    'create namespace {ns}-x',
    'create namespace Bad_Name',
    'create ns {ns}-y --dry-run=server -o yaml',
    'create cm a -n {ns}-x --from-literal=a=b',
    'get cm a -n {ns}-x -o name',
    `patch ns {ns}-x -p '{"metadata":{"finalizers":["example.com/hold"]}}'`,
    'delete ns {ns}-x --wait=false',
    'get ns {ns}-x',
    'create cm b -n {ns}-x',
    'get ns {ns}-x -o jsonpath="{.status.phase} {.spec.finalizers} {.metadata.finalizers}"',
    'get cm -n {ns}-x',
    `patch ns {ns}-x --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'`,
    'wait --for=delete ns/{ns}-x --timeout=20s',
    'get ns {ns}-x',
    'delete ns {ns}-x',
    'delete ns default',
    'delete ns kube-system --dry-run=server',
    'create cm c -n {ns}-none',
    'get cm -n {ns}-none',
    'get cm c -n {ns}-none',
    'apply -n {ns}-none -f - --server-side',
    ['apply -n {ns}-none -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n'],
    ['apply --server-side -n {ns}-none -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n'],
    'delete cm --all -n {ns}-none',
    'label ns {ns}-none a=b',
    'get sa default -n {ns} -o yaml',
    'delete sa default',
    'get sa default -o name',
  ),
  scenario(
    'further-generated',
    'generated names and owners',
    {
      run: 'create -f - -o name',
      stdin: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: made-}\n',
    },
    ['apply -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: made-}\n'],
    [
      'create -f -',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: job-}\nspec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n',
    ],
    'get jobs --no-headers -o custom-columns=G:.metadata.generateName,S:.spec.suspend',
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x}]}\n',
    ],
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x, uid: a, controller: true}, {apiVersion: v1, kind: ConfigMap, name: y, uid: b, controller: true}]}\n',
    ],
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: x, uid: a, unicorn: 1}]}\n',
    ],
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: other}\n'],
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, finalizers: [example.com/a], deletionTimestamp: "2020-01-01T00:00:00Z", generation: 5, creationTimestamp: "2020-01-01T00:00:00Z", uid: mine, selfLink: /x}\n',
    ],
    'get cm c -o yaml',
    'delete cm c --timeout=1s',
    'get cm c -o jsonpath="{.metadata.deletionGracePeriodSeconds} {.metadata.generation}"',
    `patch cm c --type=merge -p '{"data":{"a":"b"}}'`,
    `patch cm c --type=merge -p '{"metadata":{"finalizers":["example.com/a","example.com/b"]}}'`,
    `patch cm c --type=merge -p '{"metadata":{"finalizers":[]}}'`,
    'get cm c',
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: im}\nimmutable: true\ndata: {a: b}\nbinaryData: {c: ZA==}\n',
    ],
    `patch cm im --type=merge -p '{"data":{"a":"c"}}'`,
    `patch cm im --type=merge -p '{"immutable":false}'`,
    'label cm im ok=yes',
    'describe cm im',
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: b}\nbinaryData: {a: ZA==}\n',
    ],
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nbinaryData: {a: "***"}\n'],
    [
      'create -f -',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\ndata: {a: eA==, c: eQ==}\n',
    ],
    'get secret s -o yaml',
  ),
  scenario(
    'further-describe',
    'descriptions of more kinds',
    quietly('create -f -', documents(web, service('web'))),
    up,
    'describe deploy,svc -l app=web',
    'describe deploy/web svc/web',
    'describe deploy w',
    'describe all -l app=none',
    'describe pods -l app=web --show-events=false',
    'describe sa default',
    'describe cm kube-root-ca.crt none',
    'describe endpoints web',
    'describe endpointslices',
    'describe apiservice v1.apps',
    'describe clusterrole view',
    'describe ns {ns}',
    'describe -f -',
    ['describe -f -', web],
    'describe unicorn x',
    'describe',
  ),
];
