import type { DraftObject, KubernetesObject, OwnerReference, ResourceId } from '../../store/object.ts';
import { sameJson } from '../../store/object.ts';
import { type FieldFault, invalidValue, required } from './invalid.ts';
import {
  type Check,
  checkLabel,
  checkLabelValue,
  checkPathSegment,
  checkQualifiedName,
  checkSubdomain,
} from './names.ts';

// Most kinds are named by a DNS subdomain; these are not.
const NAME_CHECKS: Readonly<Record<ResourceId, Check>> = {
  namespaces: checkLabel,
  services: checkLabel,
  'roles.rbac.authorization.k8s.io': checkPathSegment,
  'rolebindings.rbac.authorization.k8s.io': checkPathSegment,
  'clusterroles.rbac.authorization.k8s.io': checkPathSegment,
  'clusterrolebindings.rbac.authorization.k8s.io': checkPathSegment,
};

function nameFaults(id: ResourceId, metadata: DraftObject['metadata']): FieldFault[] {
  const { name = '', generateName } = metadata;
  if (name === '') return [required('metadata.name', 'name or generateName is required')];
  if (id === 'events') return [];
  const check = NAME_CHECKS[id] ?? checkSubdomain;
  const prefix = generateName === undefined ? [] : check(generateName.replace(/-+$/, 'a'));
  return [
    ...prefix.map((sentence) => invalidValue('metadata.generateName', generateName, sentence)),
    ...check(name).map((sentence) => invalidValue('metadata.name', name, sentence)),
  ];
}

/** The faults of a map of labels. */
export function labelFaults(labels: unknown, field: string): FieldFault[] {
  if (typeof labels !== 'object' || labels === null) return [];
  return Object.entries(labels).flatMap(([key, value]) => [
    ...checkQualifiedName(key).map((sentence) => invalidValue(field, key, sentence)),
    ...checkLabelValue(String(value)).map((sentence) => invalidValue(field, value, sentence)),
  ]);
}

const MAX_ANNOTATIONS_BYTES = 256 * 1024;

function annotationFaults(annotations: Readonly<Record<string, string>> = {}): FieldFault[] {
  const field = 'metadata.annotations';
  const keys = Object.keys(annotations).flatMap((key) =>
    checkQualifiedName(key.toLowerCase()).map((sentence) => invalidValue(field, key, sentence)),
  );
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const large: FieldFault[] =
    size > MAX_ANNOTATIONS_BYTES
      ? [{ field, type: 'TooLong', detail: `may not be more than ${MAX_ANNOTATIONS_BYTES} bytes` }]
      : [];
  return [...keys, ...large];
}

function ownerFaults(owners: readonly OwnerReference[] = []): FieldFault[] {
  const controllers = owners.filter(({ controller }) => controller === true);
  const missing = owners.flatMap((owner, index) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter((name) => (owner[name] ?? '') === '')
      .map((name) => required(`metadata.ownerReferences[${index}].${name}`, 'must not be empty')),
  );
  if (controllers.length < 2) return missing;
  const [first, second] = controllers.map(({ kind, name }) => `${kind}/${name}`);
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
  return [...missing, invalidValue('metadata.ownerReferences', owners, why)];
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

function finalizerFaults(finalizers: readonly string[] = []): FieldFault[] {
  return finalizers.flatMap((name, index) => {
    const faults = checkQualifiedName(name).map((sentence) =>
      invalidValue('metadata.finalizers', name, sentence),
    );
    if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) return faults;
    const sentence = 'name is neither a standard finalizer name nor is it fully qualified';
    return [...faults, invalidValue(`metadata.finalizers[${index}]`, name, sentence)];
  });
}

/** The faults of an object's metadata. */
export function metadataFaults(id: ResourceId, object: DraftObject): FieldFault[] {
  const { metadata } = object;
  return [
    ...nameFaults(id, metadata),
    ...labelFaults(metadata.labels, 'metadata.labels'),
    ...annotationFaults(metadata.annotations),
    ...ownerFaults(metadata.ownerReferences),
    ...finalizerFaults(metadata.finalizers),
  ];
}

/** What a change of the metadata may not do: give an object that is being deleted new finalizers. */
export function metadataUpdateFaults(next: DraftObject, live: KubernetesObject): FieldFault[] {
  if (live.metadata.deletionTimestamp === undefined) return [];
  const before = live.metadata.finalizers ?? [];
  const added = (next.metadata.finalizers ?? []).filter((name) => !before.includes(name));
  if (added.length === 0 || sameJson(before, next.metadata.finalizers)) return [];
  return [
    {
      field: 'metadata.finalizers',
      type: 'Forbidden',
      detail: `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => JSON.stringify(name)).join(', ')}}`,
    },
  ];
}
