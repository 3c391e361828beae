import type { CustomResource, ServedResource } from '../../kinds/catalogue.ts';
import type { Schema } from '../../kinds/field-type.ts';
import type { DiscoveredGroup, DiscoveredResource, DiscoveredSubresource } from '../../kinds/recorded.ts';
import { isJsonObject, type JsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { wireTime } from '../../store/store.ts';
import type { Api } from '../context.ts';

// Custom resources are served while their definitions are in the store. Whenever a definition changes, all of them are
// read again: there are few, and so nothing can be left over.

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';
const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

interface Version {
  readonly name: string;
  readonly definition: KubernetesObject;
  readonly version: unknown;
}

function texts(value: readonly unknown[]): string[] {
  return value.filter((item) => typeof item === 'string');
}

/** The definition's schema with what every object has: type and metadata. */
function schemaOf({ definition, name, version }: Version): Schema {
  const own = objectAt(version, 'schema', 'openAPIV3Schema');
  const group = textAt(definition.spec, 'group');
  const kind = textAt(definition.spec, 'names', 'kind');
  return {
    ...own,
    type: 'object',
    properties: {
      ...objectAt(own, 'properties'),
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] },
    },
    'x-kubernetes-group-version-kind': [{ group, version: name, kind }],
  };
}

function deprecationOf({ definition, name, version }: Version): { deprecation?: string } {
  if (at(version, 'deprecated') !== true) return {};
  const own = textAt(version, 'deprecationWarning');
  const { spec } = definition;
  const words = `${textAt(spec, 'group')}/${name} ${textAt(spec, 'names', 'kind')} is deprecated`;
  return { deprecation: own === '' ? words : own };
}

function customOf(entry: Version): CustomResource {
  const scale = at(entry.version, 'subresources', 'scale');
  return {
    schema: schemaOf(entry),
    printerColumns: listAt(entry.version, 'additionalPrinterColumns').filter(
      isJsonObject,
    ) as unknown as CustomResource['printerColumns'],
    ...deprecationOf(entry),
    hasStatus: isJsonObject(at(entry.version, 'subresources', 'status')),
    ...(isJsonObject(scale) ? { scale: scale as unknown as NonNullable<CustomResource['scale']> } : {}),
  };
}

function discoveredOf(entry: Version, custom: CustomResource): DiscoveredResource {
  const { spec } = entry.definition;
  const kind = textAt(spec, 'names', 'kind');
  const responseKind = { group: textAt(spec, 'group'), version: entry.name, kind };
  const subresources: DiscoveredSubresource[] = [];
  if (custom.hasStatus)
    subresources.push({ subresource: 'status', responseKind, verbs: ['get', 'patch', 'update'] });
  if (custom.scale !== undefined) {
    const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
    subresources.push({ subresource: 'scale', responseKind: scaleKind, verbs: ['get', 'patch', 'update'] });
  }
  const shortNames = texts(listAt(spec, 'names', 'shortNames'));
  const categories = texts(listAt(spec, 'names', 'categories'));
  return {
    resource: textAt(spec, 'names', 'plural'),
    responseKind,
    scope: textAt(spec, 'scope') === 'Cluster' ? 'Cluster' : 'Namespaced',
    singularResource: textAt(spec, 'names', 'singular') || kind.toLowerCase(),
    verbs: VERBS,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
}

function servedOf(entry: Version): ServedResource {
  const custom = customOf(entry);
  const discovered = discoveredOf(entry, custom);
  const { group, kind } = discovered.responseKind;
  const stored = listAt(entry.definition.spec, 'versions').find((version) => at(version, 'storage') === true);
  const id = entry.definition.metadata.name;
  return {
    id,
    group,
    version: entry.name,
    kind,
    plural: discovered.resource,
    singular: discovered.singularResource,
    namespaced: discovered.scope === 'Namespaced',
    discovered,
    columns: [],
    storage: { id, apiVersion: `${group}/${textAt(stored, 'name')}` },
    custom,
  };
}

/** Orders versions as Kubernetes does: v2, v1, v1beta1, v1alpha1, then the rest by name. */
function versionRank(name: string): string {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name);
  if (match === null) return `9${name}`;
  const [, major = '0', stage, minor = '0'] = match;
  const level = stage === undefined ? 0 : stage === 'beta' ? 1 : 2;
  return `${level}${String(9999 - Number(major)).padStart(4, '0')}${String(9999 - Number(minor)).padStart(4, '0')}`;
}

function groupsOf(resources: readonly ServedResource[]): DiscoveredGroup[] {
  const names = [...new Set(resources.map(({ group }) => group))].sort();
  return names.map((name) => {
    const own = resources.filter(({ group }) => group === name);
    const versions = [...new Set(own.map(({ version }) => version))].sort((a, b) =>
      versionRank(a) < versionRank(b) ? -1 : 1,
    );
    return {
      metadata: { name },
      versions: versions.map((version) => ({
        version,
        resources: own.filter((resource) => resource.version === version).map(({ discovered }) => discovered),
        freshness: 'Current',
      })),
    };
  });
}

function serveDefinitions(api: Api): void {
  const entries = api.store.list(DEFINITIONS).flatMap((definition) =>
    listAt(definition.spec, 'versions')
      .filter((version) => at(version, 'served') === true)
      .map((version): Version => ({ name: textAt(version, 'name'), definition, version })),
  );
  const resources = entries.map(servedOf);
  api.catalogue.setCustom(groupsOf(resources), resources);
}

/** The status of a definition that is accepted and served. */
function establishedStatus(api: Api, definition: KubernetesObject): JsonObject {
  const lastTransitionTime = wireTime(api.store.now());
  const condition = (type: string, reason: string, message: string) => ({
    lastTransitionTime,
    message,
    reason,
    status: 'True',
    type,
  });
  const stored = listAt(definition.spec, 'versions').filter((version) => at(version, 'storage') === true);
  return {
    acceptedNames: objectAt(definition.spec, 'names'),
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: stored.map((version) => textAt(version, 'name')),
  };
}

/** Serves the kinds of the definitions in the store, and takes their objects away with them. */
export function serveCustomResources(api: Api): () => void {
  serveDefinitions(api);
  return api.store.watch(DEFINITIONS, ({ type, object }) => {
    const { name } = object.metadata;
    if (type === 'DELETED') {
      for (const { metadata } of api.store.list(name))
        api.store.delete(name, metadata.namespace, metadata.name);
    } else if (type === 'ADDED') {
      api.store.update(
        DEFINITIONS,
        undefined,
        name,
        (live) => ({ ...live, status: establishedStatus(api, live) }),
        {
          subresource: 'status',
        },
      );
    }
    serveDefinitions(api);
  });
}
