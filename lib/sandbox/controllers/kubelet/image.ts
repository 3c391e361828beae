import { createHash } from 'node:crypto';

/** An image reference taken apart, with the defaults a runtime fills in. */
export interface Image {
  /** `docker.io/library/nginx` for `nginx`. */
  repository: string;
  tag: string;
  /** Fully written out, as the runtime names it in its messages. */
  canonical: string;
  isValid: boolean;
}

const VALID = /^[a-z0-9]+([._:/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/i;
const parsed = new Map<string, Image>();

/** Reads an image reference. */
export function parseImage(reference: string): Image {
  const known = parsed.get(reference);
  if (known) return known;
  const [name = '', digest] = reference.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const path = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : digest ? '' : 'latest';
  const first = path.split('/')[0] ?? '';
  const isHost = path.includes('/') && /[.:]|^localhost$/.test(first);
  const repository = isHost ? path : `docker.io/${path.includes('/') ? path : `library/${path}`}`;
  const canonical = `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
  const isValid = VALID.test(reference) && path === path.toLowerCase();
  const image = { repository, tag, canonical, isValid };
  if (parsed.size > 5000) parsed.clear();
  parsed.set(reference, image);
  return image;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What the runtime says the image's content is: the same for the same reference. */
export function imageId(reference: string): string {
  return `${parseImage(reference).repository}@sha256:${digestOf(parseImage(reference).canonical)}`;
}

/** A believable size in bytes, always the same for one image. */
export function imageBytes(reference: string): number {
  return 3_000_000 + (Number.parseInt(digestOf(reference).slice(0, 7), 16) % 90_000_000);
}

/** The identity of one run of a container. */
export function containerId(podUid: string, container: string, restart: number): string {
  return `containerd://${digestOf(`${podUid}/${container}/${restart}`)}`;
}

/** What the runtime answers when the registry does not have the image. */
export function missingImageError(reference: string): string {
  const { canonical } = parseImage(reference);
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${canonical}": failed to resolve image: ${canonical}: not found`;
}
