import { isJsonObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notSupported, required } from './invalid.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

const DNS_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const NO_DNS_LABEL =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

/** A version as the server's own type prints it: what all versions share is told elsewhere. */
function internalVersion(version: unknown): unknown {
  return {
    Name: textAt(version, 'name'),
    Served: at(version, 'served') === true,
    Storage: at(version, 'storage') === true,
    Deprecated: at(version, 'deprecated') === true,
    DeprecationWarning: at(version, 'deprecationWarning') ?? null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  };
}

function schemaFaults(schema: unknown, here: string): FieldFault[] {
  const type = textAt(schema, 'type');
  const own = type !== '' && !TYPES.includes(type) ? [notSupported(`${here}.type`, type, TYPES)] : [];
  const below = Object.entries(objectAt(schema, 'properties')).flatMap(([name, property]) =>
    schemaFaults(property, `${here}.properties[${name}]`),
  );
  const items = at(schema, 'items') === undefined ? [] : schemaFaults(at(schema, 'items'), `${here}.items`);
  return [...own, ...below, ...items];
}

function versionFaults(versions: readonly unknown[]): FieldFault[] {
  const faults: FieldFault[] = [];
  const names = versions.map((version) => textAt(version, 'name'));
  const shown = versions.map(internalVersion);
  if (new Set(names).size < names.length)
    faults.push(invalidValue('spec.versions', shown, 'must contain unique version names'));
  const stored = versions.filter((version) => at(version, 'storage') === true);
  if (stored.length !== 1)
    faults.push(
      invalidValue('spec.versions', shown, 'must have exactly one version marked as storage version'),
    );
  if (stored.length === 0)
    faults.push(invalidValue('status.storedVersions', null, 'must have at least one stored version'));
  for (const [index, name] of names.entries()) {
    if (DNS_LABEL.test(name)) continue;
    if (versions.length === 1) faults.push(invalidValue('spec.version', name, NO_DNS_LABEL));
    faults.push(invalidValue(`spec.versions[${index}].name`, name, NO_DNS_LABEL));
  }
  for (const [index, version] of versions.entries()) {
    const schema = at(version, 'schema', 'openAPIV3Schema');
    if (!isJsonObject(schema)) {
      faults.push(required(`spec.versions[${index}].schema.openAPIV3Schema`));
      continue;
    }
    // The schema of an only version is told as the definition's own.
    const here =
      versions.length === 1
        ? 'spec.validation.openAPIV3Schema'
        : `spec.versions[${index}].schema.openAPIV3Schema`;
    if (textAt(schema, 'type') === '') faults.push(required(`${here}.type`, 'must not be empty at the root'));
    faults.push(...schemaFaults(schema, here));
  }
  return faults;
}

/** What must hold for the definition of a custom resource. */
export function definitionFaults({ metadata, spec }: KubernetesObject): FieldFault[] {
  const wanted = `${textAt(spec, 'names', 'plural')}.${textAt(spec, 'group')}`;
  const faults: FieldFault[] = [];
  // The group of an established definition is told as what it is: immutable.
  if (metadata.creationTimestamp === undefined && metadata.name !== wanted) {
    faults.push(invalidValue('metadata.name', metadata.name, `must be spec.names.plural+"."+spec.group`));
  }
  const scopes = ['Cluster', 'Namespaced'];
  const scope = at(spec, 'scope');
  if (!scopes.includes(String(scope))) faults.push(notSupported('spec.scope', scope, scopes));
  if (textAt(spec, 'names', 'kind') === '')
    faults.push(required('spec.names.kind'), required('spec.names.listKind'));
  return [...faults, ...versionFaults(listAt(spec, 'versions'))];
}

/** What a change of an established definition may not touch. */
export function definitionUpdateFaults(next: KubernetesObject, live: KubernetesObject): FieldFault[] {
  return (['group', 'scope'] as const)
    .filter((field) => !sameJson(at(next.spec, field), at(live.spec, field)))
    .map((field) => invalidValue(`spec.${field}`, at(next.spec, field), 'field is immutable'));
}
