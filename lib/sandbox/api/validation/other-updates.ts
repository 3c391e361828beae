import { parseQuantity } from '../../kinds/quantity.ts';
import { type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { definitionUpdateFaults } from './custom-definitions.ts';
import { internalDiff } from './internal.ts';
import { type FieldFault, invalidValue, notAllowed, notSupported } from './invalid.ts';

type UpdateFaults = (next: KubernetesObject, live: KubernetesObject) => FieldFault[];

const IMMUTABLE = 'field is immutable';

const serviceUpdate: UpdateFaults = (next, live) => {
  const before = textAt(live.spec, 'clusterIP');
  const after = textAt(next.spec, 'clusterIP');
  const isExternal = [next, live].some((one) => textAt(one.spec, 'type') === 'ExternalName');
  if (isExternal || before === '' || before === after) return [];
  const field = 'spec.clusterIPs';
  const value = listAt(next.spec, 'clusterIPs');
  return [{ ...invalidValue(`${field}[0]`, value, 'may not change once set') }];
};

const configUpdate: UpdateFaults = (next, live) => {
  if (live.immutable !== true) return [];
  const faults: FieldFault[] = [];
  if (next.immutable !== true)
    faults.push(notAllowed('immutable', 'field is immutable when `immutable` is set'));
  if (!sameJson(next.data ?? {}, live.data ?? {}))
    faults.push(notAllowed('data', 'field is immutable when `immutable` is set'));
  if (!sameJson(next.binaryData ?? {}, live.binaryData ?? {})) {
    faults.push(notAllowed('binaryData', 'field is immutable when `immutable` is set'));
  }
  return faults;
};

const secretUpdate: UpdateFaults = (next, live) => [
  ...(next.type === live.type ? [] : [invalidValue('type', next.type, IMMUTABLE)]),
  ...configUpdate(next, live),
];

const claimUpdate: UpdateFaults = (next, live) => {
  // A claim that waits without a class may yet be given one.
  const isWithoutClass = at(live.spec, 'storageClassName') === undefined;
  const fixed = (claim: KubernetesObject): unknown => {
    const { storageClassName, ...given } = objectAt(claim, 'spec');
    const {
      resources,
      volumeName: _,
      volumeAttributesClassName: __,
      ...rest
    } = isWithoutClass ? given : { ...given, storageClassName };
    return textAt(live.status, 'phase') === 'Bound' ? rest : { ...rest, resources };
  };
  const size = (claim: unknown, ...path: string[]) => parseQuantity(textAt(claim, ...path))?.nano ?? 0n;
  const requested = ['resources', 'requests', 'storage'];
  const after = size(next.spec, ...requested);
  const isShrunk = after < size(live.spec, ...requested) && after <= size(live.status, 'capacity', 'storage');
  if (sameJson(fixed(next), fixed(live)))
    return isShrunk
      ? [notAllowed('spec.resources.requests.storage', 'field can not be less than status.capacity')]
      : [];
  return [
    notAllowed(
      'spec',
      `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${internalDiff('PersistentVolumeClaimSpec', live.spec, next.spec)}`,
    ),
  ];
};

const bindingUpdate: UpdateFaults = (next, live) =>
  sameJson(next.roleRef, live.roleRef)
    ? []
    : [invalidValue('roleRef', internalRole(next.roleRef), IMMUTABLE)];

const classUpdate: UpdateFaults = (next, live) => {
  const faults: FieldFault[] = [];
  if (next.provisioner !== live.provisioner) faults.push(invalidValue('provisioner', undefined, IMMUTABLE));
  if (!sameJson(next.parameters ?? {}, live.parameters ?? {}))
    faults.push(notAllowed('parameters', 'updates to parameters are forbidden.'));
  if (next.reclaimPolicy !== live.reclaimPolicy)
    faults.push(notAllowed('reclaimPolicy', 'updates to reclaimPolicy are forbidden.'));
  if (next.volumeBindingMode !== live.volumeBindingMode)
    faults.push(invalidValue('volumeBindingMode', next.volumeBindingMode, IMMUTABLE));
  return faults;
};

const priorityUpdate: UpdateFaults = (next, live) => [
  ...(next.value === live.value ? [] : [notAllowed('value', 'may not be changed in an update.')]),
  ...(next.preemptionPolicy === live.preemptionPolicy
    ? []
    : [invalidValue('preemptionPolicy', next.preemptionPolicy, IMMUTABLE)]),
];

const quotaUpdate: UpdateFaults = (next, live) => {
  const scopes = listAt(next.spec, 'scopes');
  return sameJson(scopes, listAt(live.spec, 'scopes'))
    ? []
    : [invalidValue('spec.scopes', scopes, IMMUTABLE)];
};

const nodeUpdate: UpdateFaults = (next, live) => {
  const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
  const taints = listAt(next.spec, 'taints').flatMap((taint, index) =>
    effects.includes(textAt(taint, 'effect'))
      ? []
      : [notSupported(`metadata.taints[${index}].effect`, at(taint, 'effect'), effects)],
  );
  const before = at(live.spec, 'podCIDR');
  const isMoved = before !== undefined && at(next.spec, 'podCIDR') !== before;
  const why = 'node updates may not change podCIDR except from "" to valid';
  return isMoved ? [...taints, notAllowed('spec.podCIDRs', why)] : taints;
};

/** A role reference as the server's own type prints it. */
function internalRole(role: unknown): unknown {
  return { APIGroup: at(role, 'apiGroup'), Kind: at(role, 'kind'), Name: at(role, 'name') };
}

/** What a change of them may not touch. */
export const otherUpdateFaults: Readonly<Record<string, UpdateFaults>> = {
  'customresourcedefinitions.apiextensions.k8s.io': definitionUpdateFaults,
  services: serviceUpdate,
  configmaps: configUpdate,
  secrets: secretUpdate,
  persistentvolumeclaims: claimUpdate,
  'storageclasses.storage.k8s.io': classUpdate,
  'priorityclasses.scheduling.k8s.io': priorityUpdate,
  resourcequotas: quotaUpdate,
  nodes: nodeUpdate,
  'rolebindings.rbac.authorization.k8s.io': bindingUpdate,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingUpdate,
};
