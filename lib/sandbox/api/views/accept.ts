import { StatusError } from '../../store/status-error.ts';

/** How a client wants objects shown: whole, as rows of a table, or their metadata alone. */
export type View =
  | { readonly kind: 'objects' }
  | { readonly kind: 'table'; readonly include: string }
  | { readonly kind: 'metadata' };

const SERVED = ['application/json', 'application/*', '*/*', 'text/html'];

/**
 * Reads the Accept header: the first type that can be served wins. Protobuf is not served, so clients that prefer it and name JSON as second
 * get JSON.
 * @throws StatusError NotAcceptable
 */
export function viewOf(accept: string, query: URLSearchParams): View {
  for (const offer of accept.split(',')) {
    const [type = '', ...parameters] = offer.split(';').map((part) => part.trim());
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    if (type !== 'application/json' && as !== undefined) continue;
    if (as === 'Table' && parameters.includes('v=v1')) {
      return { kind: 'table', include: query.get('includeObject') ?? 'Metadata' };
    }
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return { kind: 'metadata' };
    if (as === undefined && SERVED.includes(type)) return { kind: 'objects' };
  }
  if (accept === '') return { kind: 'objects' };
  throw new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  );
}
