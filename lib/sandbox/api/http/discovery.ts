import { createHash } from 'node:crypto';
import { apiVersionOf, type Catalogue } from '../../kinds/catalogue.ts';
import type { DiscoveredGroup, DiscoveredResource, DiscoveredSubresource } from '../../kinds/recorded.ts';
import { type Answer, type ApiRequest, json } from './request.ts';
import { unknownPath } from './route.ts';

/** Does the client take the aggregated document? Clients name several types and versions, best first. */
function wantsAggregated(accept: string): boolean {
  return accept.includes('as=APIGroupDiscoveryList') && accept.includes('v=v2');
}

/** Aggregated discovery of /api or /apis. */
export function aggregated(groups: readonly DiscoveredGroup[]): Answer {
  return {
    kind: 'json',
    code: 200,
    contentType: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    body: {
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: groups,
    },
  };
}

function groupDocument(group: DiscoveredGroup): Record<string, unknown> {
  const name = group.metadata.name ?? '';
  const versions = group.versions.map(({ version }) => ({
    groupVersion: apiVersionOf(name, version),
    version,
  }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceEntries(
  catalogue: Catalogue,
  group: string,
  version: string,
  resource: DiscoveredResource,
): Record<string, unknown>[] {
  const namespaced = resource.scope === 'Namespaced';
  const own = {
    name: resource.resource,
    singularName: resource.singularResource,
    namespaced,
    kind: resource.responseKind.kind,
    verbs: resource.verbs,
    ...(resource.shortNames === undefined ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories === undefined ? {} : { categories: resource.categories }),
    ...(['get', 'list', 'watch'].every((verb) => resource.verbs.includes(verb))
      ? { storageVersionHash: storageHash(catalogue, group, version, resource) }
      : {}),
  };
  const isForeign = (kind: DiscoveredSubresource['responseKind']) =>
    kind?.group ? kind.group !== group || kind.version !== version : false;
  const below = (resource.subresources ?? []).map(({ subresource, responseKind, verbs }) => ({
    name: `${resource.resource}/${subresource}`,
    singularName: '',
    namespaced,
    ...(isForeign(responseKind) ? { group: responseKind?.group, version: responseKind?.version } : {}),
    kind: responseKind?.kind ?? resource.responseKind.kind,
    verbs,
  }));
  return [...(resource.verbs.length === 0 ? [] : [own]), ...below];
}

/** Kinds that a real server keeps in a version it no longer serves. */
const KEPT_AS: Readonly<Record<string, string>> = {
  'customresourcedefinitions.apiextensions.k8s.io': 'apiextensions.k8s.io/v1beta1',
};

/** By which clients tell whether two versions of a kind are kept as one. */
function storageHash(
  catalogue: Catalogue,
  group: string,
  version: string,
  resource: DiscoveredResource,
): string {
  const storage = catalogue.find(group, version, resource.resource)?.storage;
  const apiVersion = KEPT_AS[storage?.id ?? ''] ?? storage?.apiVersion ?? apiVersionOf(group, version);
  const grouped = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  const hash = createHash('sha256').update(`${grouped}/${resource.responseKind.kind}`).digest();
  return hash.subarray(0, 8).toString('base64');
}

/** Answers /api and /apis: aggregated for clients that ask so, else the legacy document. */
export function discover(catalogue: Catalogue, request: ApiRequest): Answer {
  const isCore = request.path.replace(/\/$/, '') === '/api';
  if (wantsAggregated(request.accept)) return aggregated(isCore ? catalogue.core() : catalogue.groups());
  if (isCore) {
    return json({
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: request.host }],
    });
  }
  return json({ kind: 'APIGroupList', apiVersion: 'v1', groups: catalogue.groups().map(groupDocument) });
}

/** Answers /apis/GROUP. */
export function discoverGroup(catalogue: Catalogue, name: string): Answer {
  const group = catalogue.groups().find(({ metadata }) => metadata.name === name);
  if (group === undefined) throw unknownPath();
  return json({ kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) });
}

/** Answers /api/v1 and /apis/GROUP/VERSION. */
export function discoverResources(catalogue: Catalogue, group: string, version: string): Answer {
  const found = (group === '' ? catalogue.core() : catalogue.groups()).find(
    ({ metadata }) => (metadata.name ?? '') === group,
  );
  const served = found?.versions.find((candidate) => candidate.version === version);
  if (served === undefined) throw unknownPath();
  return json({
    kind: 'APIResourceList',
    // The list of the first group has never said what it is.
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: apiVersionOf(group, version),
    resources: served.resources.flatMap((resource) => resourceEntries(catalogue, group, version, resource)),
  });
}
