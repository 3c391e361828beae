import { type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notAllowed } from './invalid.ts';

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
  const fixed = (claim: KubernetesObject): unknown => {
    const { resources, volumeName: _, volumeAttributesClassName: __, ...rest } = objectAt(claim, 'spec');
    return textAt(live.status, 'phase') === 'Bound' ? rest : { ...rest, resources };
  };
  if (sameJson(fixed(next), fixed(live))) return [];
  return [
    notAllowed(
      'spec',
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    ),
  ];
};

const bindingUpdate: UpdateFaults = (next, live) =>
  sameJson(next.roleRef, live.roleRef)
    ? []
    : [invalidValue('roleRef', internalRole(next.roleRef), IMMUTABLE)];

/** A role reference as the server's own type prints it. */
function internalRole(role: unknown): unknown {
  return { APIGroup: at(role, 'apiGroup'), Kind: at(role, 'kind'), Name: at(role, 'name') };
}

/** What a change of them may not touch. */
export const otherUpdateFaults: Readonly<Record<string, UpdateFaults>> = {
  services: serviceUpdate,
  configmaps: configUpdate,
  secrets: secretUpdate,
  persistentvolumeclaims: claimUpdate,
  'rolebindings.rbac.authorization.k8s.io': bindingUpdate,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingUpdate,
};
