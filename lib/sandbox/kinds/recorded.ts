import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from './field-type.ts';

/** A group, version and kind. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A subresource as aggregated discovery (apidiscovery.k8s.io/v2) tells it. */
export interface DiscoveredSubresource {
  readonly subresource: string;
  readonly responseKind?: GroupVersionKind;
  readonly verbs: readonly string[];
}

/** A resource as aggregated discovery tells it. */
export interface DiscoveredResource {
  readonly resource: string;
  readonly responseKind: GroupVersionKind;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly singularResource: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources?: readonly DiscoveredSubresource[];
}

/** A group as aggregated discovery tells it, preferred version first. */
export interface DiscoveredGroup {
  readonly metadata: { readonly name?: string };
  readonly versions: readonly {
    readonly version: string;
    readonly resources: readonly DiscoveredResource[];
    readonly freshness?: string;
  }[];
}

/** A printer column: name, type, format, priority (above 0: only in wide output). */
export type RecordedColumn = readonly [name: string, type: string, format: string, priority: number];

/** What `record.ts` wrote down of a real API server. */
export interface Recorded {
  readonly version: Readonly<Record<string, string>>;
  readonly core: readonly DiscoveredGroup[];
  readonly groups: readonly DiscoveredGroup[];
  readonly columns: Readonly<Record<string, readonly RecordedColumn[]>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

let read: Recorded | undefined;

/** The recorded knowledge of kinds, read once. The file is ours and made by a script, so its shape is trusted. */
export function recorded(): Recorded {
  read ??= JSON.parse(readFileSync(join(import.meta.dirname, 'kubernetes.json'), 'utf8')) as Recorded;
  return read;
}
