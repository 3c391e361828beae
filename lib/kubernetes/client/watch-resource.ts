import { isFields } from '../manifests/object.ts';
import { textAt } from '../manifests/readers.ts';
import { ApiError } from './api-error.ts';
import type { ApiResource, ResourceQuery, WatchEvent, WatchOptions } from './contract.ts';
import { failure, statusError } from './read-failure.ts';
import { readLines } from './read-lines.ts';
import { readObject } from './read-object.ts';
import { acceptOf, collectionPath } from './resource-path.ts';
import type { Transport } from './transport.ts';

const defaultIdleMs = 75_000;

/** One watch, from its opening to its end. An ERROR event in the middle of the stream is thrown as what it says (410: list again). */
export async function* watchResource(
  transport: Transport,
  resource: ApiResource,
  query: ResourceQuery,
  options: WatchOptions = {},
): AsyncGenerator<WatchEvent, void> {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  try {
    const response = await transport.open(
      {
        method: 'GET',
        path: collectionPath(resource, query.namespace),
        query: {
          watch: true,
          allowWatchBookmarks: true,
          resourceVersion: options.resourceVersion,
          timeoutSeconds: options.serverTimeoutSeconds ?? 300,
          labelSelector: query.labelSelector,
          fieldSelector: query.fieldSelector,
        },
        accept: acceptOf(query, 'PartialObjectMetadata'),
        signal,
        isRepeatable: true,
      },
      options.idleTimeoutMs ?? defaultIdleMs,
    );
    options.onAlive?.();
    for await (const line of readLines(response.body, options.onAlive)) {
      const event = readEvent(line, resource);
      if (event) yield event;
    }
  } catch (error) {
    if (options.signal?.aborted) return;
    throw failure(error, transport.server, options.signal);
  } finally {
    // Leaving the loop early must close the socket, or the server goes on sending.
    stop.abort();
  }
}

function readEvent(line: string, resource: ApiResource): WatchEvent | undefined {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch (cause) {
    throw new ApiError({
      code: 0,
      reason: 'BadAnswer',
      message: 'The watch sent a line that is not JSON.',
      cause,
    });
  }
  if (!isFields(event)) return undefined;
  switch (event.type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type: event.type, object: readObject(event.object, resource) };
    case 'BOOKMARK':
      return {
        type: 'BOOKMARK',
        resourceVersion: textAt(event, 'object', 'metadata', 'resourceVersion') ?? '',
      };
    case 'ERROR':
      throw statusError(event.object);
    default:
      return undefined;
  }
}
