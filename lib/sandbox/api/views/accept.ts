import { StatusError } from '../../store/status-error.ts';

/** How a client wants objects shown: whole, as rows of a table, or their metadata alone. */
export type View =
  | { readonly kind: 'objects' }
  | { readonly kind: 'table'; readonly include: string }
  | { readonly kind: 'metadata' };

const SERVED = ['application/json', 'application/*', '*/*'];
const REPRESENTATIONS = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const OF_LISTS = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];

function notAcceptable(message: string, details?: object): StatusError {
  return new StatusError(406, 'NotAcceptable', message, details);
}

/** Of what is none of the server's types it says so before it looks for anything. */
function checkType(accept: string, isList: boolean): void {
  const types = accept.split(',').map((offer) => offer.split(';')[0]?.trim() ?? '');
  if (types.some((type) => [...SERVED, ...REPRESENTATIONS].includes(type))) return;
  const all = (isList ? [...REPRESENTATIONS, ...OF_LISTS] : REPRESENTATIONS).join(', ');
  throw notAcceptable(`406: Not Acceptable\n\nAvailable representations: ${all}`, {});
}

interface Shown {
  readonly group: string;
  readonly kind: string;
}

/** A kind as Go names the type of one object of it, or of a list of them. */
function goName({ group, kind }: Shown, isList: boolean): string {
  return `*${group === '' ? 'core' : group.split('.')[0]}.${kind}${isList ? 'List' : ''}`;
}

/** The metadata of many is a list of its own, and neither stands for the other. */
function checkMetadata(as: string, resource: Shown, isList: boolean): void {
  if ((as === 'PartialObjectMetadataList') === isList) return;
  const is = isList ? 'is a list' : 'is not a list';
  throw notAcceptable(`you requested ${as}, but the requested object ${is} (${goName(resource, isList)})`);
}

interface Asked {
  readonly accept: string;
  readonly query: URLSearchParams;
}

/**
 * Reads the Accept header: the first type that can be served wins. Protobuf is not served, so clients that prefer it and name JSON as second
 * get JSON.
 * @throws StatusError NotAcceptable
 */
export function viewOf({ accept, query }: Asked, resource: Shown, isList = false): View {
  if (accept === '') return { kind: 'objects' };
  checkType(accept, isList);
  for (const offer of accept.split(',')) {
    const [type = '', ...parameters] = offer.split(';').map((part) => part.trim());
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    if (type !== 'application/json' && as !== undefined) continue;
    if (as === 'Table' && parameters.includes('v=v1')) {
      return { kind: 'table', include: query.get('includeObject') ?? 'Metadata' };
    }
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      checkMetadata(as, resource, isList);
      return { kind: 'metadata' };
    }
    if (as === undefined && SERVED.includes(type)) return { kind: 'objects' };
  }
  throw notAcceptable(`only the following media types are accepted: ${REPRESENTATIONS.join(', ')}`);
}
