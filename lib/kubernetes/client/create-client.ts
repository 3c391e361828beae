import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { KubernetesObject } from '../manifests/object.ts';
import { textAt } from '../manifests/readers.ts';
import { ApiError, isExpired, isMissing } from './api-error.ts';
import { type Connection, openConnection } from './connection.ts';
import type { ClusterClient, ListPage, PatchType, ResourceQuery, WriteOptions } from './contract.ts';
import { createDiscovery } from './discovery.ts';
import { followLogs, readLogs } from './logs.ts';
import { readAnswer, readList, readObject } from './read-object.ts';
import { acceptOf, collectionPath, objectPath } from './resource-path.ts';
import { createTransport } from './transport.ts';
import { watchResource } from './watch-resource.ts';

/** The name under which the API server keeps which fields are ours. */
export const fieldManager = 'foredeck';

const pageSize = 500;
const contentTypes: Record<PatchType | 'apply', string> = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  // JSON is YAML; this is the type that every server version takes.
  apply: 'application/apply-patch+yaml',
};

/** `answerTimeoutMs` is for tests; a call gives up a silent server after 25 s. */
export function createClient(
  account: string,
  config: KubeConfig,
  options: { answerTimeoutMs?: number } = {},
): ClusterClient {
  const connection: Connection = openConnection(config);
  const transport = createTransport(connection, options.answerTimeoutMs);
  const discovery = createDiscovery(transport);
  const written = ({ dryRun, as = fieldManager }: WriteOptions) => ({
    fieldManager: as,
    ...(dryRun ? { dryRun: 'All' } : {}),
  });

  async function* listPages(query: ResourceQuery, signal?: AbortSignal): AsyncGenerator<ListPage, void> {
    const resource = await discovery.resourceOf(query, signal);
    let continueToken: string | undefined;
    do {
      const answer = await transport.send({
        method: 'GET',
        path: collectionPath(resource, query.namespace),
        query: {
          limit: pageSize,
          continue: continueToken,
          labelSelector: query.labelSelector,
          fieldSelector: query.fieldSelector,
        },
        accept: acceptOf(query, 'PartialObjectMetadataList'),
        signal,
        isRepeatable: true,
      });
      continueToken = textAt(answer, 'metadata', 'continue') || undefined;
      const page: ListPage = {
        items: readList(answer, resource),
        resourceVersion: textAt(answer, 'metadata', 'resourceVersion') ?? '',
      };
      yield continueToken === undefined ? page : { ...page, continueToken };
    } while (continueToken !== undefined);
  }

  async function list(query: ResourceQuery, signal?: AbortSignal) {
    // A continue token lives for minutes only: a list that outlives it begins again.
    for (let attempt = 0; ; attempt += 1) {
      try {
        const items: KubernetesObject[] = [];
        let resourceVersion = '';
        for await (const page of listPages(query, signal)) {
          items.push(...page.items);
          resourceVersion = page.resourceVersion;
        }
        return { items, resourceVersion };
      } catch (error) {
        if (!isExpired(error) || attempt >= 2) throw error;
      }
    }
  }

  return {
    account,
    server: transport.server,
    version: async (signal) => {
      const answer = await transport.send({ method: 'GET', path: '/version', signal, isRepeatable: true });
      return { gitVersion: textAt(answer, 'gitVersion') ?? 'unknown' };
    },
    resources: discovery.resources,
    resourceOf: discovery.resourceOf,
    get: async (ref, signal) => {
      try {
        const resource = await discovery.resourceOf(ref, signal);
        const answer = await transport.send({
          method: 'GET',
          path: objectPath(resource, ref),
          signal,
          isRepeatable: true,
        });
        return readObject(answer, resource);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    list,
    listPages,
    create: async (object, options = {}) => {
      const resource = await discovery.resourceOf(object, options.signal);
      const answer = await transport.send({
        method: 'POST',
        path: collectionPath(resource, namespaceOf(object, resource.namespaced)),
        query: written(options),
        body: object,
        signal: options.signal,
        isRepeatable: options.dryRun === true,
      });
      return readAnswer(answer);
    },
    apply: async (object, options = {}) => {
      const resource = await discovery.resourceOf(object, options.signal);
      const answer = await transport.send({
        method: 'PATCH',
        path: objectPath(resource, {
          namespace: object.metadata.namespace,
          name: object.metadata.name ?? '',
        }),
        query: { ...written(options), force: options.force ?? false },
        body: object,
        contentType: contentTypes.apply,
        signal: options.signal,
        isRepeatable: true,
      });
      return readObject(answer, resource);
    },
    replace: async (object, options = {}) => {
      const resource = await discovery.resourceOf(object, options.signal);
      const answer = await transport.send({
        method: 'PUT',
        path: objectPath(resource, {
          namespace: object.metadata.namespace,
          name: object.metadata.name ?? '',
        }),
        query: written(options),
        body: object,
        signal: options.signal,
        isRepeatable: true,
      });
      return readObject(answer, resource);
    },
    patch: async (ref, patch, options = {}) => {
      const resource = await discovery.resourceOf(ref, options.signal);
      const answer = await transport.send({
        method: 'PATCH',
        path: objectPath(resource, ref, patch.subresource),
        query: written(options),
        body: patch.body,
        contentType: contentTypes[patch.type],
        signal: options.signal,
        // Merging the same values twice is the same; a JSON Patch may add an item each time.
        isRepeatable: patch.type !== 'json' || options.dryRun === true,
      });
      return patch.subresource === 'scale' ? readAnswer(answer) : readObject(answer, resource);
    },
    delete: async (ref, options = {}) => {
      try {
        const resource = await discovery.resourceOf(ref, options.signal);
        await transport.send({
          method: 'DELETE',
          path: objectPath(resource, ref),
          query: options.dryRun ? { dryRun: 'All' } : {},
          body: {
            kind: 'DeleteOptions',
            apiVersion: 'v1',
            propagationPolicy: options.propagation ?? 'Background',
            ...(options.gracePeriodSeconds === undefined
              ? {}
              : { gracePeriodSeconds: options.gracePeriodSeconds }),
            ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
          },
          signal: options.signal,
          isRepeatable: true,
        });
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    watch: async function* (query, options = {}) {
      const resource = await discovery.resourceOf(query, options.signal);
      yield* watchResource(transport, resource, query, options);
    },
    logs: (pod, options) => readLogs(transport, pod, options),
    followLogs: (pod, options) => followLogs(transport, pod, options),
    close: () => connection.close(),
  };
}

function namespaceOf(object: KubernetesObject, isNamespaced: boolean): string | undefined {
  if (!isNamespaced || object.metadata.namespace) return object.metadata.namespace;
  throw new ApiError({
    code: 400,
    reason: 'BadRequest',
    message: `A ${object.kind} lives in a namespace: say which one.`,
  });
}
