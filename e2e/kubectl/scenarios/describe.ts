import { configMap, daemonSet, deployment, documents, job, pod, service, statefulSet } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

/** describe, for every kind that a delivery touches. */
export const describe = [
  scenario(
    'describe-missing',
    'nothing to describe',
    'describe pod nobody',
    'describe pods',
    'describe unicorn x',
    'describe',
  ),
  scenario(
    'describe-deployment',
    'a Deployment that has come up',
    quietly('create -f -', deployment('web', { spec: '  minReadySeconds: 0\n' })),
    quietly('rollout status deployment/web'),
    'describe deployment web',
    'describe deploy -l app=web',
  ),
  scenario(
    'describe-deployment-details',
    'a Deployment with much in its template',
    quietly(
      'create -f -',
      deployment('web', {
        replicas: 0,
        spec: '  strategy:\n    type: RollingUpdate\n    rollingUpdate: {maxSurge: 2, maxUnavailable: 0}\n',
        container: `        ports: [{name: http, containerPort: 8080}]
        env: [{name: MODE, value: fast}, {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]
        envFrom: [{configMapRef: {name: settings}}]
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
        readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}
        livenessProbe: {tcpSocket: {port: 8080}}
        volumeMounts: [{name: config, mountPath: /etc/config, readOnly: true}]
      volumes: [{name: config, configMap: {name: settings}}]
`,
      }),
    ),
    'describe deployment web',
  ),
  scenario(
    'describe-replicaset',
    'a ReplicaSet',
    quietly('create -f -', deployment('web')),
    quietly('rollout status deployment/web'),
    'describe rs',
  ),
  scenario(
    'describe-statefulset',
    'a StatefulSet',
    quietly('create -f -', statefulSet('db')),
    quietly('rollout status statefulset/db'),
    'describe statefulset db',
  ),
  scenario(
    'describe-daemonset',
    'a DaemonSet',
    quietly('create -f -', daemonSet('agent')),
    quietly('rollout status daemonset/agent'),
    'describe ds agent',
  ),
  scenario(
    'describe-job',
    'a Job',
    quietly('create -f -', job('once')),
    'describe job once --show-events=false',
  ),
  scenario(
    'describe-cronjob',
    'a CronJob',
    quietly('create cronjob tick --image=busybox:1 --schedule="0 0 1 1 *" -- date'),
    'describe cronjob tick',
  ),
  scenario(
    'describe-service',
    'Services',
    quietly('create -f -', documents(service('web'), deployment('web'))),
    quietly('rollout status deployment/web'),
    { run: 'describe service web', compare: 'all' },
    quietly('create -f -', service('lonely')),
    'describe svc lonely',
  ),
  scenario(
    'describe-configmap',
    'a ConfigMap',
    quietly('create -f -', configMap('settings', { mode: 'fast', 'app.ini': 'a=1\nb=2\n' }, '{app: web}')),
    'describe cm settings',
  ),
  scenario(
    'describe-secret',
    'a Secret hides its values',
    quietly('create secret generic keys --from-literal=user=admin --from-literal=password=hunter2'),
    'describe secret keys',
  ),
  scenario(
    'describe-namespace',
    'a Namespace with a quota',
    quietly('create quota few --hard=pods=3,configmaps=10'),
    'describe namespace {ns}',
  ),
  scenario(
    'describe-quota',
    'a ResourceQuota',
    quietly('create quota few --hard=pods=3,secrets=4'),
    'describe quota few',
  ),
  scenario(
    'describe-ingress',
    'an Ingress',
    quietly(
      'create ingress site --class=nginx --rule="example.com/api*=web:80" --rule="example.com/=front:http,tls=cert"',
    ),
    'describe ingress site',
    'get ingress',
  ),
  scenario(
    'describe-pdb',
    'a PodDisruptionBudget',
    quietly('create pdb careful --selector=app=web --min-available=1'),
    'describe pdb careful',
    'get pdb',
  ),
  scenario(
    'describe-hpa',
    'a HorizontalPodAutoscaler',
    quietly('create -f -', deployment('web', { replicas: 1 })),
    quietly('autoscale deployment web --min=1 --max=4 --cpu-percent=80'),
    { run: 'describe hpa web --show-events=false', compare: 'exit' },
    { run: 'get hpa', compare: 'exit' },
  ),
  scenario(
    'describe-serviceaccount',
    'a ServiceAccount',
    quietly('create serviceaccount robot'),
    'describe sa robot',
  ),
  scenario(
    'describe-role',
    'a Role and its binding',
    quietly('create role reader --verb=get,list --resource=pods,deployments.apps'),
    quietly('create rolebinding readers --role=reader --serviceaccount={ns}:default --user=jane'),
    'describe role reader',
    'describe rolebinding readers',
    'get role,rolebinding -o wide',
  ),
  scenario(
    'describe-pvc',
    'a claim that waits',
    quietly(
      'create -f -',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}\n',
    ),
    'describe pvc data --show-events=false',
    'get pvc',
  ),
  scenario(
    'describe-networkpolicy',
    'a NetworkPolicy',
    quietly(
      'create -f -',
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {matchLabels: {app: front}}}], ports: [{port: 80, protocol: TCP}]}]
`,
    ),
    'describe netpol closed',
    'get netpol',
  ),
  scenario(
    'describe-limitrange',
    'a LimitRange',
    quietly(
      'create -f -',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: limits}\nspec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}, max: {cpu: "1"}}]}\n',
    ),
    'describe limitrange limits',
  ),
  scenario(
    'describe-pod-pending',
    'a pod that no node takes',
    quietly('create -f -', pod('stuck', '{app: stuck}', '  nodeSelector: {disk: none}\n')),
    'describe pod stuck',
    'get pod stuck',
  ),
];
