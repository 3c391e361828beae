import { parseQuantity } from '../../kinds/quantity.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { duplicate, type FieldFault, invalidValue, notAllowed, required } from './invalid.ts';
import { checkSubdomain } from './names.ts';
import { checkIp, ingressRules, networkPolicyRules, serviceRules } from './network-rules.ts';
import { domainPrefixed, labels, natural, needed, number, oneOf, type Rule, rule, text } from './rules.ts';
import { cronJobRules, jobRules, statefulSetRules } from './workload-rules.ts';

const claim: readonly Rule[] = [
  rule('spec.accessModes', (modes, field) =>
    Array.isArray(modes) && modes.length > 1 && modes.includes('ReadWriteOncePod')
      ? [notAllowed(field, 'may not use ReadWriteOncePod with other access modes')]
      : [],
  ),
  text('spec.storageClassName', checkSubdomain),
  labels('spec.selector.matchLabels'),
];

const percent = (value: string) =>
  /^\d+%$/.test(value)
    ? []
    : [
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ];

const limitRange: readonly Rule[] = [
  rule('spec.limits[].type', (type, field) =>
    ['Container', 'Pod', 'PersistentVolumeClaim'].includes(String(type)) || String(type).includes('/')
      ? []
      : [invalidValue(field, type, 'must be a standard limit type or fully qualified')],
  ),
  (object) => {
    const seen = new Set<string>();
    return listAt(object, 'spec', 'limits').flatMap((limit, index) => {
      const type = textAt(limit, 'type');
      const isTwice = seen.has(type);
      seen.add(type);
      return isTwice ? [duplicate(`spec.limits[${index}].type`, type)] : [];
    });
  },
  rule('spec.limits[]', (limit, field) =>
    Object.entries(objectAt(limit, 'maxLimitRequestRatio')).flatMap(([name, ratio]) =>
      (parseQuantity(String(ratio))?.nano ?? 0n) < 1_000_000_000n
        ? [
            invalidValue(
              `${field}.maxLimitRequestRatio[${name}]`,
              ratio,
              `ratio ${String(ratio)} is less than 1`,
            ),
          ]
        : [],
    ),
  ),
  rule('spec.limits[]', (limit, field) =>
    textAt(limit, 'type') === 'PersistentVolumeClaim' &&
    at(limit, 'min', 'storage') === undefined &&
    at(limit, 'max', 'storage') === undefined
      ? [
          required(
            `${field.replace(/\[\d+\]$/, '[0]')}.limits`,
            'either minimum or maximum storage value is required, but neither was provided',
          ),
        ]
      : [],
  ),
];

const role: readonly Rule[] = [
  rule('rules[].nonResourceURLs', (urls, field) =>
    Array.isArray(urls) && urls.length > 0
      ? [invalidValue(field, urls, 'namespaced rules cannot apply to non-resource URLs')]
      : [],
  ),
];

const RBAC = 'rbac.authorization.k8s.io';
const binding: readonly Rule[] = [oneOf('roleRef.apiGroup', [RBAC])];

const KINDS: Readonly<Record<string, readonly Rule[]>> = {
  services: serviceRules,
  'ingresses.networking.k8s.io': ingressRules,
  'networkpolicies.networking.k8s.io': networkPolicyRules,
  persistentvolumeclaims: claim,
  'jobs.batch': jobRules,
  'cronjobs.batch': cronJobRules,
  'statefulsets.apps': statefulSetRules,
  'daemonsets.apps': [natural('spec.updateStrategy.rollingUpdate.maxUnavailable')],
  'poddisruptionbudgets.policy': [text('spec.minAvailable', percent), text('spec.maxUnavailable', percent)],
  limitranges: limitRange,
  [`roles.${RBAC}`]: role,
  [`rolebindings.${RBAC}`]: binding,
  [`clusterrolebindings.${RBAC}`]: binding,
  secrets: [
    (object) =>
      textAt(object, 'type') === 'kubernetes.io/service-account-token' &&
      textAt(object, 'metadata', 'annotations', 'kubernetes.io/service-account.name') === ''
        ? [required('metadata.annotations[kubernetes.io/service-account.name]')]
        : [],
  ],
  'leases.coordination.k8s.io': [
    number('spec.leaseDurationSeconds', (seconds) => seconds > 0, 'must be greater than 0'),
    natural('spec.leaseTransitions'),
  ],
  'endpointslices.discovery.k8s.io': [
    (object) =>
      textAt(object, 'addressType') === 'IPv4' ? text('endpoints[].addresses[]', checkIp)(object) : [],
  ],
  'storageclasses.storage.k8s.io': [needed('provisioner'), oneOf('reclaimPolicy', ['Delete', 'Retain'])],
  'ingressclasses.networking.k8s.io': [text('spec.controller', domainPrefixed)],
};

/** What single fields of a kind have to be. */
export function kindRuleFaults(id: string, object: KubernetesObject): FieldFault[] {
  return (KINDS[id] ?? []).flatMap((judge) => judge(object));
}
