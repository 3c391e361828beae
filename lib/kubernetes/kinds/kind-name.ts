import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import { groupOf } from '../manifests/readers.ts';
import type { Kind } from './kind.ts';
import { defaultKind, kinds } from './table.ts';

// Groups that belong to Kubernetes itself: a kind of theirs is named without the group, any other as `kind.group`.
const nativeGroups = new Set([
  '',
  'core',
  'apps',
  'extensions',
  'batch',
  'autoscaling',
  'policy',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'settings.k8s.io',
  'storage.k8s.io',
]);

const byLowerName = new Map<string, Kind>();
for (const kind of kinds) {
  for (const name of [kind.kind, kind.name, ...kind.aliases]) byLowerName.set(name.toLowerCase(), kind);
}

export type KindName = { name: string; group: string | undefined };

/** Reads `deployment`, `Deployment`, `deploy`, `replicaSet.extensions` or `Rollout.argoproj.io`. Groups of Kubernetes itself are dropped. */
export function parseKindName(text: string): KindName {
  const dot = text.indexOf('.');
  const name = dot < 0 ? text : text.slice(0, dot);
  const group = dot < 0 ? '' : text.slice(dot + 1).toLowerCase();
  if (!nativeGroups.has(group)) return { name, group };
  return { name: byLowerName.get(name.toLowerCase())?.name ?? lowerFirst(name), group: undefined };
}

export function canonicalKindName(text: string): string {
  const { name, group } = parseKindName(text);
  return group === undefined ? name : `${name}.${group}`;
}

export function isSameKind(a: string, b: string): boolean {
  return canonicalKindName(a).toLowerCase() === canonicalKindName(b).toLowerCase();
}

/** Spinnaker's name of an object's kind: `deployment`, `Rollout.argoproj.io`. */
export function kindNameOf(type: { apiVersion?: string | undefined; kind: string }): string {
  const group = groupOf(type.apiVersion);
  return canonicalKindName(group === '' || type.kind.includes('.') ? type.kind : `${type.kind}.${group}`);
}

/** What is known about a kind, written in any of the ways above. */
export function kindOf(type: { apiVersion?: string | undefined; kind: string }): Kind {
  const { name, group } = parseKindName(kindNameOf(type));
  return (group === undefined ? byLowerName.get(name.toLowerCase()) : undefined) ?? defaultKind;
}

/** `deployment my-app`: how stages name an object. */
export function manifestNameOf(object: KubernetesObject | ObjectRef): string {
  const name = 'metadata' in object ? objectName(object.metadata) : object.name;
  return `${kindNameOf({ apiVersion: textOf(object.apiVersion), kind: object.kind })} ${name}`;
}

/** Reads `deployment my-app`; undefined when it is not two words. */
export function parseManifestName(text: string, namespace?: string): ObjectRef | undefined {
  const [kindText, name, ...rest] = text.trim().split(/\s+/);
  if (!kindText || !name || rest.length > 0) return undefined;
  const kind = kindOf({ kind: kindText });
  return { kind: kind === defaultKind ? kindText : kind.kind, namespace, name };
}

function objectName(metadata: unknown): string {
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata
    ? String(metadata.name ?? '')
    : '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
