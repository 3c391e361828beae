import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalKindName, kindOf, parseKindName } from '../kinds/kind-name.ts';
import { defaultKind } from '../kinds/table.ts';
import { type Fields, isFields } from '../manifests/object.ts';
import { groupOf, listAt, textAt, valueAt } from '../manifests/readers.ts';
import { ApiError, isMissing } from './api-error.ts';
import type { ApiResource } from './contract.ts';
import type { Transport } from './transport.ts';

export type Discovery = {
  resources(signal?: AbortSignal): Promise<readonly ApiResource[]>;
  resourceOf(
    type: { apiVersion?: string | undefined; kind: string },
    signal?: AbortSignal,
  ): Promise<ApiResource>;
};

type Catalogue = { all: ApiResource[]; preferred: ApiResource[]; readAt: number };

const aggregated = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

// A miss reads everything again, for the kind may just have been installed; names that do not exist wait for one
// another, so that they do not read the catalogue more often than this.
const shortestAgeMs = 1_000;
const longestAgeMs = 10 * 60_000;

/** What the cluster serves: read once in two calls (old servers: one a group), and again when a kind is missing or after ten minutes. */
export function createDiscovery(transport: Transport, now: () => number = Date.now): Discovery {
  let reading: Promise<Catalogue> | undefined;

  function read(): Promise<Catalogue> {
    const started = readCatalogue(transport, now);
    reading = started;
    started.catch(() => {
      if (reading === started) reading = undefined;
    });
    return started;
  }

  async function catalogue(): Promise<Catalogue> {
    const known = await (reading ?? read());
    return now() - known.readAt > longestAgeMs ? read() : known;
  }

  /** A catalogue that was read after this one; those who miss at the same time share it. */
  async function catalogueAfter(known: Catalogue): Promise<Catalogue> {
    await sleep(Math.min(shortestAgeMs, Math.max(0, known.readAt + shortestAgeMs - now())));
    const latest = await (reading ?? read());
    return latest === known ? read() : latest;
  }

  return {
    resources: async () => (await catalogue()).preferred,
    resourceOf: async (type) => {
      const known = await catalogue();
      const found = findResource(known.all, type);
      if (found) return found;
      const fresh = await catalogueAfter(known);
      const again = findResource(fresh.all, type);
      if (again) return again;
      throw unknownKind(fresh.all, type);
    },
  };
}

async function readCatalogue(transport: Transport, now: () => number): Promise<Catalogue> {
  const lists = await Promise.all(['/api', '/apis'].map((path) => readGroups(transport, path)));
  const all = lists.flat();
  const seen = new Set<string>();
  const preferred = all.filter((resource) => {
    const key = `${resource.group}/${resource.kind}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { all, preferred, readAt: now() };
}

async function readGroups(transport: Transport, path: string): Promise<ApiResource[]> {
  const answer = await transport.send({ method: 'GET', path, accept: aggregated, isRepeatable: true });
  if (textAt(answer, 'kind') === 'APIGroupDiscoveryList')
    return listAt(answer, 'items').flatMap(readAggregated);
  const groupVersions =
    path === '/api'
      ? textList(valueAt(answer, 'versions'))
      : listAt(answer, 'groups').flatMap((group) =>
          listAt(group, 'versions').map((one) => textAt(one, 'groupVersion') ?? ''),
        );
  const lists = await Promise.all(
    groupVersions.map((groupVersion) => readLegacy(transport, path, groupVersion)),
  );
  return lists.flat();
}

function readAggregated(group: Fields): ApiResource[] {
  const groupName = textAt(group, 'metadata', 'name') ?? '';
  return listAt(group, 'versions').flatMap((version) => {
    const name = textAt(version, 'version') ?? '';
    return listAt(version, 'resources').flatMap((resource) => {
      const kind = textAt(resource, 'responseKind', 'kind');
      const plural = textAt(resource, 'resource');
      if (!kind || !plural) return [];
      return [
        {
          group: groupName,
          version: name,
          apiVersion: groupName === '' ? name : `${groupName}/${name}`,
          kind,
          resource: plural,
          namespaced: textAt(resource, 'scope') === 'Namespaced',
          verbs: textList(resource.verbs),
          subresources: listAt(resource, 'subresources').map((one) => textAt(one, 'subresource') ?? ''),
          shortNames: textList(resource.shortNames),
        },
      ];
    });
  });
}

async function readLegacy(transport: Transport, path: string, groupVersion: string): Promise<ApiResource[]> {
  try {
    const answer = await transport.send({
      method: 'GET',
      path: `${path}/${groupVersion}`,
      isRepeatable: true,
    });
    const entries = listAt(answer, 'resources');
    return entries
      .filter((entry) => !textAt(entry, 'name')?.includes('/'))
      .map((entry) => ({
        group: groupOf(groupVersion),
        version: groupVersion.slice(groupVersion.indexOf('/') + 1),
        apiVersion: groupVersion,
        kind: textAt(entry, 'kind') ?? '',
        resource: textAt(entry, 'name') ?? '',
        namespaced: entry.namespaced === true,
        verbs: textList(entry.verbs),
        subresources: entries.flatMap((other) => {
          const [parent, child] = (textAt(other, 'name') ?? '').split('/');
          return child && parent === entry.name ? [child] : [];
        }),
        shortNames: textList(entry.shortNames),
      }));
  } catch (error) {
    // One aggregated API that is down must not hide all the others.
    if (isMissing(error) || (error instanceof ApiError && error.code >= 500)) return [];
    throw error;
  }
}

/** Picks the resource of a kind written in any way; without a version the known one, else the cluster's preferred. */
export function findResource(
  all: readonly ApiResource[],
  type: { apiVersion?: string | undefined; kind: string },
): ApiResource | undefined {
  const { name, group } = parseKindName(canonicalKindName(type.kind));
  const known = kindOf({ kind: type.kind });
  const wanted = (known === defaultKind ? name : known.kind).toLowerCase();
  const candidates = all.filter(
    (resource) =>
      resource.kind.toLowerCase() === wanted ||
      (known === defaultKind && (resource.resource === wanted || resource.shortNames.includes(wanted))),
  );
  if (type.apiVersion) return candidates.find((resource) => resource.apiVersion === type.apiVersion);
  if (group !== undefined) return candidates.find((resource) => resource.group === group);
  return (
    candidates.find((resource) => resource.apiVersion === known.apiVersion) ??
    (known === defaultKind
      ? candidates[0]
      : candidates.find((resource) => resource.group === groupOf(known.apiVersion)))
  );
}

function unknownKind(
  all: readonly ApiResource[],
  type: { apiVersion?: string | undefined; kind: string },
): ApiError {
  const others = all.filter((resource) => resource.kind.toLowerCase() === type.kind.toLowerCase());
  const asked = type.apiVersion ? `${type.kind} in ${type.apiVersion}` : type.kind;
  const hint =
    others.length > 0
      ? ` It serves ${others.map((one) => `${one.kind} in ${one.apiVersion}`).join(', ')}.`
      : ' Is its CustomResourceDefinition installed?';
  return new ApiError({
    code: 404,
    reason: 'UnknownKind',
    message: `The cluster does not serve ${asked}.${hint}`,
  });
}

function textList(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : isFields(value)
      ? []
      : [];
}
