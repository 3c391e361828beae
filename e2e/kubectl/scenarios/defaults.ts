import { configMap, daemonSet, deployment, job, pod, service, statefulSet } from '../manifests.ts';
import { scenario } from '../scenario.ts';

import { dryRun } from './public-manifests.ts';

const cronJob =
  'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec: {schedule: "0 * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}}\n';
const rich = `apiVersion: v1
kind: Pod
metadata: {name: rich}
spec:
  initContainers: [{name: first, image: "busybox", restartPolicy: Always}]
  containers:
  - name: main
    image: registry.test:5000/team/app@sha256:0123456789012345678901234567890123456789012345678901234567890123
    ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP, hostPort: 5353}]
    env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: B, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}, {name: C, valueFrom: {secretKeyRef: {name: s, key: k}}}]
    resources: {limits: {cpu: 1.5, memory: 1024Mi}}
    lifecycle: {preStop: {httpGet: {port: 80}}}
    livenessProbe: {httpGet: {port: 80}}
    readinessProbe: {exec: {command: ["true"]}, timeoutSeconds: 3}
    startupProbe: {grpc: {port: 90}}
  - {name: second, image: "busybox:latest", terminationMessagePath: /tmp/x}
  volumes:
  - {name: a, configMap: {name: a}}
  - {name: b, secret: {secretName: b}}
  - {name: c, hostPath: {path: /x}}
  - {name: d, downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.labels}}]}}
  - {name: e, emptyDir: {}}
  - {name: f, projected: {sources: [{serviceAccountToken: {path: token}}]}}
  - {name: g, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}
  tolerations: [{key: a, operator: Exists}]
  topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
`;
const objects: Record<string, string> = {
  deployment: deployment('web'),
  statefulset: `${statefulSet('db')}        volumeMounts: [{name: data, mountPath: /data}]\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]\n`,
  daemonset: daemonSet('agent'),
  replicaset: deployment('web').replace('kind: Deployment', 'kind: ReplicaSet'),
  job: job('once'),
  cronjob: cronJob,
  pod: pod('one'),
  'pod-rich': rich,
  service: service('web'),
  'service-load-balancer': service('web', '  type: LoadBalancer\n'),
  configmap: configMap('a', { k: 'v' }),
  secret: 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {k: v}\n',
  hpa: 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n',
  'hpa-behavior':
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 2, behavior: {scaleDown: {stabilizationWindowSeconds: 60}}, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n',
  networkpolicy:
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, ingress: [{ports: [{port: 80}]}], egress: [{}]}\n',
  pdb: 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}}\n',
  pvc: 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {storageClassName: none, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}\n',
  pv: 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: k-defaults}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}}\n',
  storageclass:
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: k-defaults}\nprovisioner: example.com/disk\n',
  rolebinding:
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nroleRef: {kind: ClusterRole, name: view}\nsubjects: [{kind: User, name: jane}, {kind: ServiceAccount, name: robot, namespace: x}]\n',
  ingressclass:
    'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: k-defaults}\nspec: {controller: example.com/ingress}\n',
  namespace: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: k-defaults-made}\n',
};

/** What the API makes of an object that says little: compared as a dry run, so that no controller has a say. */
export const defaults = Object.entries(objects).map(([name, manifest]) =>
  scenario(`defaults-${name}`, `defaults of ${name}`, [dryRun, manifest]),
);
