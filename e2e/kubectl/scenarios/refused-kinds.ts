import { of } from '../refused.ts';
import { scenario } from '../scenario.ts';

const service = of('v1', 'Service');
const ingress = of('networking.k8s.io/v1', 'Ingress');
const policy = of('networking.k8s.io/v1', 'NetworkPolicy');
const job = of('batch/v1', 'Job');
const template = 'template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}';
const cronJob = of('batch/v1', 'CronJob');
const labelled =
  'selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}';
const deployment = of('apps/v1', 'Deployment');
const statefulSet = of('apps/v1', 'StatefulSet');
const daemonSet = of('apps/v1', 'DaemonSet');
const claim = of('v1', 'PersistentVolumeClaim');
const budget = of('policy/v1', 'PodDisruptionBudget');
const quota = of('v1', 'ResourceQuota');
const role = of('rbac.authorization.k8s.io/v1', 'Role');
const binding = of('rbac.authorization.k8s.io/v1', 'RoleBinding');
const limits = of('v1', 'LimitRange');

/** What of the other ordinary kinds the server refuses, field by field. */
export const refusedKinds = [
  scenario(
    'refuses-workloads',
    'workloads',
    deployment(`spec: {replicas: -1, ${labelled}}`),
    deployment('spec: {template: {spec: {containers: [{name: a, image: b}]}}}'),
    deployment(
      'spec: {selector: {}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}',
    ),
    deployment(
      'spec: {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}',
    ),
    deployment(
      'spec: {selector: {matchExpressions: [{key: a, operator: In}]}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}',
    ),
    deployment(
      'spec: {selector: {matchExpressions: [{key: a, operator: Like, values: [b]}]}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}',
    ),
    deployment('spec: {selector: {matchLabels: {a: b}}}'),
    deployment(`spec: {strategy: {type: Unicorn}, ${labelled}}`),
    deployment(`spec: {strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}, ${labelled}}`),
    deployment(`spec: {strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}, ${labelled}}`),
    deployment(`spec: {strategy: {rollingUpdate: {maxSurge: some, maxUnavailable: 200%}}, ${labelled}}`),
    deployment(
      `spec: {minReadySeconds: -1, revisionHistoryLimit: -1, progressDeadlineSeconds: -1, ${labelled}}`,
    ),
    deployment(`spec: {minReadySeconds: 600, ${labelled}}`),
    deployment(
      'spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}',
    ),
    statefulSet(`spec: {podManagementPolicy: Sometimes, ${labelled}}`),
    statefulSet(`spec: {updateStrategy: {type: Unicorn}, ${labelled}}`),
    statefulSet(`spec: {updateStrategy: {rollingUpdate: {partition: -1}}, ${labelled}}`),
    statefulSet(`spec: {updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}, ${labelled}}`),
    statefulSet(`spec: {persistentVolumeClaimRetentionPolicy: {whenScaled: Maybe}, ${labelled}}`),
    statefulSet(`spec: {ordinals: {start: -1}, replicas: -1, ${labelled}}`),
    statefulSet(`spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {}}], ${labelled}}`),
    statefulSet('spec: {}'),
    daemonSet(`spec: {updateStrategy: {type: Unicorn}, ${labelled}}`),
    daemonSet(`spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 0}}, ${labelled}}`),
    daemonSet(`spec: {updateStrategy: {rollingUpdate: {maxUnavailable: -1}}, ${labelled}}`),
    daemonSet(`spec: {minReadySeconds: -1, revisionHistoryLimit: -1, ${labelled}}`),
    daemonSet(
      'spec: {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}',
    ),
  ),
  scenario(
    'refuses-jobs',
    'Jobs and CronJobs',
    job('spec: {}'),
    job('spec: {template: {spec: {containers: [{name: a, image: b}]}}}'),
    job('spec: {template: {spec: {restartPolicy: Always, containers: [{name: a, image: b}]}}}'),
    job(
      `spec: {parallelism: -1, completions: -1, backoffLimit: -1, activeDeadlineSeconds: -1, ttlSecondsAfterFinished: -1, ${template}}`,
    ),
    job(`spec: {completionMode: Sometimes, ${template}}`),
    job(`spec: {completionMode: Indexed, ${template}}`),
    job(`spec: {completionMode: Indexed, completions: 5, parallelism: 999999, ${template}}`),
    job(`spec: {selector: {matchLabels: {a: b}}, ${template}}`),
    job(`spec: {backoffLimitPerIndex: 1, ${template}}`),
    job(`spec: {maxFailedIndexes: 1, ${template}}`),
    job(`spec: {podReplacementPolicy: Sometimes, ${template}}`),
    job(`spec: {podFailurePolicy: {rules: [{action: Unicorn}]}, ${template}}`),
    job(`spec: {successPolicy: {rules: []}, ${template}}`),
    job(`spec: {managedBy: bad, ${template}}`),
    cronJob(`spec: {jobTemplate: {spec: {${template}}}}`),
    cronJob(`spec: {schedule: never, jobTemplate: {spec: {${template}}}}`),
    cronJob(`spec: {schedule: "* * * *", jobTemplate: {spec: {${template}}}}`),
    cronJob(`spec: {schedule: "99 * * * *", jobTemplate: {spec: {${template}}}}`),
    cronJob(`spec: {schedule: "@hourly", concurrencyPolicy: Maybe, jobTemplate: {spec: {${template}}}}`),
    cronJob(
      `spec: {schedule: "@hourly", startingDeadlineSeconds: -1, successfulJobsHistoryLimit: -1, failedJobsHistoryLimit: -1, jobTemplate: {spec: {${template}}}}`,
    ),
    cronJob(`spec: {schedule: "@hourly", timeZone: Nowhere, jobTemplate: {spec: {${template}}}}`),
    cronJob(`spec: {schedule: "@hourly", timeZone: "", jobTemplate: {spec: {${template}}}}`),
    cronJob(`spec: {schedule: "CRON_TZ=UTC * * * * *", jobTemplate: {spec: {${template}}}}`),
    cronJob(
      'spec: {schedule: "@hourly", jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: b}]}}}}}',
    ),
  ),
  scenario(
    'refuses-network',
    'Services, Ingresses and NetworkPolicies',
    service('spec: {}'),
    service('spec: {ports: [{}]}'),
    service('spec: {ports: [{port: 0}]}'),
    service('spec: {ports: [{port: 80, protocol: HTTP}]}'),
    service('spec: {ports: [{port: 80}, {port: 81}]}'),
    service('spec: {ports: [{port: 80, name: a}, {port: 81, name: a}]}'),
    service('spec: {ports: [{port: 80, name: a}, {port: 80, name: b}]}'),
    service('spec: {ports: [{port: 80, targetPort: "bad port"}]}'),
    service('spec: {ports: [{port: 80, nodePort: 30080}]}'),
    service('spec: {type: NodePort, ports: [{port: 80, nodePort: 80}]}'),
    service('spec: {type: Unicorn, ports: [{port: 80}]}'),
    service('spec: {type: ExternalName}'),
    service('spec: {type: ExternalName, externalName: "not valid"}'),
    service('spec: {clusterIP: nonsense, ports: [{port: 80}]}'),
    service('spec: {clusterIP: 1.2.3.4, ports: [{port: 80}]}'),
    service('spec: {type: NodePort, clusterIP: None, ports: [{port: 80}]}'),
    service('spec: {sessionAffinity: Maybe, ports: [{port: 80}]}'),
    service(
      'spec: {sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: -1}}, ports: [{port: 80}]}',
    ),
    service('spec: {externalIPs: [127.0.0.1, nonsense], ports: [{port: 80}]}'),
    service('spec: {externalTrafficPolicy: Local, ports: [{port: 80}]}'),
    service('spec: {type: LoadBalancer, externalTrafficPolicy: Maybe, ports: [{port: 80}]}'),
    service('spec: {internalTrafficPolicy: Maybe, ports: [{port: 80}]}'),
    service('spec: {loadBalancerSourceRanges: [nonsense], type: LoadBalancer, ports: [{port: 80}]}'),
    service('spec: {ipFamilies: [IPv5], ports: [{port: 80}]}'),
    service('spec: {ipFamilyPolicy: Maybe, ports: [{port: 80}]}'),
    service('spec: {healthCheckNodePort: 30000, ports: [{port: 80}]}'),
    service('spec: {selector: {"bad key!": x}, ports: [{port: 80}]}'),
    ingress('spec: {}'),
    ingress('spec: {rules: [{host: BAD_host}]}'),
    ingress('spec: {rules: [{host: 1.2.3.4}]}'),
    ingress('spec: {rules: [{host: "*"}]}'),
    ingress('spec: {rules: [{http: {paths: []}}]}'),
    ingress(
      'spec: {rules: [{http: {paths: [{path: x, backend: {service: {name: a, port: {number: 80}}}}]}}]}',
    ),
    ingress(
      'spec: {rules: [{http: {paths: [{path: x, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]}}]}',
    ),
    ingress(
      'spec: {rules: [{http: {paths: [{path: "/a//b", pathType: Exact, backend: {service: {name: a, port: {number: 80}}}}]}}]}',
    ),
    ingress('spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {}}]}}]}'),
    ingress(
      'spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: A, port: {number: 0}}}}]}}]}',
    ),
    ingress('spec: {defaultBackend: {service: {name: a, port: {name: Bad_Name}}}}'),
    ingress('spec: {defaultBackend: {service: {name: a, port: {number: 80, name: x}}}}'),
    ingress(
      'spec: {ingressClassName: "bad class", defaultBackend: {service: {name: a, port: {number: 80}}}}',
    ),
    ingress(
      'spec: {tls: [{hosts: [bad_host], secretName: "Bad Name"}], defaultBackend: {service: {name: a, port: {number: 80}}}}',
    ),
    policy('spec: {policyTypes: [Unicorn]}'),
    policy('spec: {podSelector: {}, ingress: [{ports: [{port: 0}]}]}'),
    policy('spec: {podSelector: {}, ingress: [{ports: [{port: 80, endPort: 70}]}]}'),
    policy('spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: nonsense}}]}]}'),
    policy('spec: {podSelector: {}, ingress: [{from: [{}]}]}'),
    policy(
      'spec: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/8]}, podSelector: {}}]}]}',
    ),
    policy('spec: {podSelector: {matchLabels: {"bad!": x}}}'),
  ),
  scenario(
    'refuses-others',
    'claims, budgets, quotas, roles and the rest',
    claim('spec: {}'),
    claim('spec: {accessModes: [Sometimes], resources: {requests: {storage: 0}}}'),
    claim('spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: -1Gi}}}'),
    claim('spec: {accessModes: [ReadWriteOncePod, ReadWriteOnce], resources: {requests: {storage: 1Gi}}}'),
    claim('spec: {accessModes: [ReadWriteOnce], volumeMode: Maybe, resources: {requests: {storage: 1Gi}}}'),
    claim(
      'spec: {accessModes: [ReadWriteOnce], storageClassName: "Bad Name", resources: {requests: {storage: 1Gi}}}',
    ),
    claim(
      'spec: {accessModes: [ReadWriteOnce], selector: {matchLabels: {"bad!": x}}, resources: {requests: {storage: 1Gi}}}',
    ),
    claim(
      'spec: {accessModes: [ReadWriteOnce], dataSource: {kind: X, name: y}, resources: {requests: {storage: 1Gi}}}',
    ),
    budget('spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {a: b}}}'),
    budget('spec: {minAvailable: -1, selector: {matchLabels: {a: b}}}'),
    budget('spec: {minAvailable: 101%, selector: {matchLabels: {a: b}}}'),
    budget('spec: {minAvailable: some, selector: {matchLabels: {a: b}}}'),
    budget(
      'spec: {maxUnavailable: 1, selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}',
    ),
    budget('spec: {maxUnavailable: 1, unhealthyPodEvictionPolicy: Maybe, selector: {matchLabels: {a: b}}}'),
    quota('spec: {hard: {unicorns: 1}}'),
    quota('spec: {hard: {pods: -1}}'),
    quota('spec: {hard: {pods: 1.5}}'),
    quota('spec: {hard: {pods: 1}, scopes: [Unicorn]}'),
    quota('spec: {hard: {requests.cpu: 1}, scopes: [BestEffort]}'),
    quota('spec: {hard: {pods: 1}, scopes: [BestEffort, NotBestEffort]}'),
    quota(
      'spec: {hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Maybe}]}}',
    ),
    limits('spec: {limits: [{type: Unicorn}]}'),
    limits('spec: {limits: [{type: Container, min: {cpu: 2}, max: {cpu: 1}}]}'),
    limits('spec: {limits: [{type: Pod, default: {cpu: 1}}]}'),
    limits('spec: {limits: [{type: Container, max: {cpu: 1}}, {type: Container, max: {cpu: 1}}]}'),
    limits('spec: {limits: [{type: Container, maxLimitRequestRatio: {cpu: 0.5}}]}'),
    limits('spec: {limits: [{type: PersistentVolumeClaim}]}'),
    role('rules: [{}]'),
    role('rules: [{apiGroups: [""], resources: [pods]}]'),
    role('rules: [{nonResourceURLs: [/x], verbs: [get]}]'),
    role('rules: [{apiGroups: [""], resources: [], verbs: [get]}]'),
    binding('roleRef: {}'),
    binding('roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Unicorn, name: x}'),
    binding('roleRef: {apiGroup: x, kind: Role, name: x}'),
    binding(
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: x}\nsubjects: [{kind: User, name: ""}]',
    ),
    binding(
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: x}\nsubjects: [{kind: Unicorn, name: x}]',
    ),
    binding(
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: x}\nsubjects: [{kind: ServiceAccount, name: x}]',
    ),
    of('v1', 'Secret')('data: {a: "not base64"}'),
    of('v1', 'Secret')('data: {"bad key": YQ==}'),
    of('v1', 'Secret')('type: kubernetes.io/service-account-token'),
    of('v1', 'Secret')('type: kubernetes.io/basic-auth'),
    of('v1', 'ConfigMap')('data: {"bad key": x}'),
    of('v1', 'ConfigMap')('data: {a: 1}'),
    of('v1', 'ConfigMap')('data: {a: x}\nbinaryData: {a: eA==}'),
    of('v1', 'ServiceAccount')('secrets: [{name: 5}]'),
    of('v1', 'Namespace', '{name: "{ns}-Bad"}')(''),
    of('v1', 'Namespace', '{name: "{ns}-ok", namespace: x}')(''),
    of('coordination.k8s.io/v1', 'Lease')('spec: {leaseDurationSeconds: 0, leaseTransitions: -1}'),
    of('discovery.k8s.io/v1', 'EndpointSlice')('addressType: IPv9\nendpoints: []'),
    of('discovery.k8s.io/v1', 'EndpointSlice')('addressType: IPv4\nendpoints: [{addresses: [nonsense]}]'),
    of('scheduling.k8s.io/v1', 'PriorityClass', '{name: "{ns}-p"}')('value: 2000000000'),
    of('storage.k8s.io/v1', 'StorageClass', '{name: "{ns}-s"}')('provisioner: ""'),
    of(
      'storage.k8s.io/v1',
      'StorageClass',
      '{name: "{ns}-s"}',
    )('provisioner: a\nreclaimPolicy: Maybe\nvolumeBindingMode: Maybe'),
    of('networking.k8s.io/v1', 'IngressClass', '{name: "{ns}-i"}')('spec: {controller: "bad controller"}'),
  ),
];
