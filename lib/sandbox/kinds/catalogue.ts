import type { ResourceId } from '../store/object.ts';
import { type FieldType, fieldTypes, type Schema } from './field-type.ts';
import {
  type DiscoveredGroup,
  type DiscoveredResource,
  type GroupVersionKind,
  type RecordedColumn,
  recorded,
} from './recorded.ts';

/** One resource in one version, as it is served. */
export interface ServedResource {
  readonly id: ResourceId;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly discovered: DiscoveredResource;
  readonly columns: readonly RecordedColumn[];
  /** Where its objects are kept: kinds served by two groups or versions share one place. */
  readonly storage: { readonly id: ResourceId; readonly apiVersion: string };
  /** From a CustomResourceDefinition. */
  readonly custom?: CustomResource;
}

/** What a CustomResourceDefinition says about one of its versions. */
export interface CustomResource {
  readonly schema: Schema;
  readonly printerColumns: readonly {
    readonly name: string;
    readonly type: string;
    readonly format?: string;
    readonly jsonPath: string;
    readonly priority?: number;
  }[];
  readonly hasStatus: boolean;
  /** What its clients are told when the version is an old one. */
  readonly deprecation?: string;
  readonly scale?: {
    readonly specReplicasPath: string;
    readonly statusReplicasPath: string;
    readonly labelSelectorPath?: string;
  };
}

/** All that is served: the recorded kinds, and custom ones while their definitions live. */
export interface Catalogue {
  /** Groups as aggregated discovery lists them, without the core group. */
  groups(): readonly DiscoveredGroup[];
  core(): readonly DiscoveredGroup[];
  find(group: string, version: string, plural: string): ServedResource | undefined;
  /** The served resource of a kind, in this version. */
  ofKind(gvk: GroupVersionKind): ServedResource | undefined;
  /** The resource whose objects are stored under this id. */
  stored(id: ResourceId): ServedResource | undefined;
  all(): readonly ServedResource[];
  /** Replaces what custom resources are served. */
  setCustom(groups: readonly DiscoveredGroup[], resources: readonly ServedResource[]): void;
  typeOf(gvk: GroupVersionKind): FieldType | undefined;
  /** The schema of a named type, for OpenAPI. */
  schema(name: string): Schema | undefined;
  /** The named type of a kind. */
  schemaName(gvk: GroupVersionKind): string | undefined;
}

export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Splits `apps/v1` into group and version. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function resourceId(group: string, plural: string): ResourceId {
  return group === '' ? plural : `${plural}.${group}`;
}

// Kinds served twice over one storage.
const SHARED: Readonly<Record<string, ServedResource['storage']>> = {
  'events.k8s.io/v1 events': { id: 'events', apiVersion: 'v1' },
  'autoscaling/v1 horizontalpodautoscalers': {
    id: 'horizontalpodautoscalers.autoscaling',
    apiVersion: 'autoscaling/v2',
  },
};

function served(group: string, version: string, discovered: DiscoveredResource): ServedResource {
  const { columns } = recorded();
  const apiVersion = apiVersionOf(group, version);
  const id = resourceId(group, discovered.resource);
  const path = group === '' ? `/api/${version}` : `/apis/${apiVersion}`;
  return {
    id,
    group,
    version,
    kind: discovered.responseKind.kind,
    plural: discovered.resource,
    singular: discovered.singularResource,
    namespaced: discovered.scope === 'Namespaced',
    discovered,
    columns: columns[`${path}/${discovered.resource}`] ?? [],
    storage: SHARED[`${apiVersion} ${discovered.resource}`] ?? { id, apiVersion },
  };
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

/** Named types by kind: only types that stand for one kind carry exactly one. */
function kindsOfSchemas(schemas: Readonly<Record<string, Schema>>): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(schemas)) {
    const kinds = schema['x-kubernetes-group-version-kind'] as GroupVersionKind[] | undefined;
    if (kinds?.[0] !== undefined && kinds.length === 1) names.set(keyOf(kinds[0]), name);
  }
  return names;
}

/** A fresh catalogue of the recorded kinds. */
export function createCatalogue(): Catalogue {
  const { core, groups, schemas } = recorded();
  const builtIn = [...core, ...groups].flatMap((group) =>
    group.versions.flatMap(({ version, resources }) =>
      resources.map((resource) => served(group.metadata.name ?? '', version, resource)),
    ),
  );
  const schemaNames = kindsOfSchemas(schemas);
  const make = fieldTypes((name) => schemas[name]);
  let customGroups: readonly DiscoveredGroup[] = [];
  let custom: readonly ServedResource[] = [];
  let byPath = new Map<string, ServedResource>();
  let byKind = new Map<string, ServedResource>();
  let byStorage = new Map<string, ServedResource>();
  const types = new Map<string, FieldType>();

  const index = () => {
    const all = [...builtIn, ...custom];
    byPath = new Map(
      all.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
    );
    byKind = new Map(all.map((resource) => [keyOf(resource), resource]));
    byStorage = new Map();
    for (const resource of all) {
      const { id, apiVersion } = resource.storage;
      if (apiVersion === apiVersionOf(resource.group, resource.version)) byStorage.set(id, resource);
    }
  };
  index();
  return {
    core: () => core,
    groups: () => [...groups, ...customGroups],
    find: (group, version, plural) => byPath.get(`${group}/${version}/${plural}`),
    ofKind: (gvk) => byKind.get(keyOf(gvk)),
    stored: (id) => byStorage.get(id),
    all: () => [...builtIn, ...custom],
    setCustom(newGroups, resources) {
      for (const { group, version, kind } of [...custom, ...resources])
        types.delete(keyOf({ group, version, kind }));
      customGroups = newGroups;
      custom = resources;
      index();
    },
    typeOf(gvk) {
      const key = keyOf(gvk);
      const known = types.get(key);
      if (known !== undefined) return known;
      const name = schemaNames.get(key);
      const schema =
        byKind.get(key)?.custom?.schema ??
        (name === undefined ? undefined : { $ref: `#/components/schemas/${name}` });
      if (schema === undefined) return undefined;
      const type = make(schema);
      types.set(key, type);
      return type;
    },
    schema: (name) => schemas[name],
    schemaName: (gvk) => schemaNames.get(keyOf(gvk)),
  };
}
