import { service } from '../manifests.ts';
import { scenario } from '../scenario.ts';

/** Services, policies and settings that the API refuses. */
export const invalidOthers = [
  scenario(
    'invalid-service',
    'Services',
    ['create --dry-run=server -f -', 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {}\n'],
    ['create --dry-run=server -f -', service('web').replace('port: 80', 'port: 0')],
    ['create --dry-run=server -f -', service('web').replace('port: 80', 'port: 70000')],
    ['create --dry-run=server -f -', service('web', '  type: Sideways\n')],
    ['create --dry-run=server -f -', service('web', '  - port: 81\n')],
    ['create --dry-run=server -f -', service('web', '  - name: http\n    port: 81\n')],
    ['create --dry-run=server -f -', service('web', '  - name: other\n    port: 80\n')],
    ['create --dry-run=server -f -', service('web').replace('targetPort: 8080', 'targetPort: not_valid')],
    ['create -f -', service('web', '  clusterIP: 1.2.3.4\n')],
    ['create --dry-run=server -f -', service('web', '  sessionAffinity: Sometimes\n')],
    [
      'create --dry-run=server -f -',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ExternalName}\n',
    ],
    ['create --dry-run=server -f -', service('web', '  externalTrafficPolicy: Local\n')],
  ),
  scenario(
    'invalid-others',
    'autoscalers, ingresses, budgets, policies',
    [
      'create --dry-run=server -f -',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {minReplicas: 5, maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: web}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 0, scaleTargetRef: {}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{host: "Bad Host", http: {paths: [{path: nothing, pathType: Prefix, backend: {service: {name: web}}}]}}]}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {a: b}}}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, policyTypes: [Sideways]}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role}\n',
    ],
    [
      'create --dry-run=server -f -',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: [{resources: [pods]}]\n',
    ],
  ),
  scenario(
    'invalid-config',
    'ConfigMaps and Secrets',
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {"bad key!": x}\n'],
    [
      'create -f -',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: x}\nbinaryData: {k: eA==}\n',
    ],
    ['create -f -', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nbinaryData: {k: "not base64!"}\n'],
    ['create -f -', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {k: "not base64!"}\n'],
    ['create -f -', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/tls\ndata: {}\n'],
    ['create -f -', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {k: v}\n'],
    "get secret a -o jsonpath='{.data}'",
  ),
];
