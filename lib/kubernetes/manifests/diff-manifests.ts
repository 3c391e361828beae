import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import { annotation } from '../naming/annotations.ts';
import { maskPair } from './mask-secret.ts';
import { isFields, type KubernetesObject } from './object.ts';

export type FieldChange = { path: string; change: 'added' | 'removed' | 'changed' };
export type ManifestDiff = { isChanged: boolean; diff: string; summary: FieldChange[] };

const noise = [
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'selfLink',
  'deletionTimestamp',
] as const;
const noisyAnnotations = [annotation.lastApplied, annotation.operation, annotation.deploymentRevision];

/** A manifest without what the cluster writes by itself: status, identity, bookkeeping. */
export function withoutNoise(object: KubernetesObject): KubernetesObject {
  const { status: _status, ...rest } = object;
  const metadata = { ...object.metadata };
  for (const field of noise) delete metadata[field];
  if (metadata.annotations) {
    const annotations = { ...metadata.annotations };
    for (const name of noisyAnnotations) delete annotations[name];
    if (Object.keys(annotations).length > 0) metadata.annotations = annotations;
    else delete metadata.annotations;
  }
  return { ...rest, metadata };
}

/** What changes between two states of one object, as unified YAML and as a list of paths. Secret values never appear. */
export function diffManifests(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): ManifestDiff {
  const masked = maskPair(before && withoutNoise(before), after && withoutNoise(after));
  const summary = fieldChanges(masked.before, masked.after, '');
  if (summary.length === 0) return { isChanged: false, diff: '', summary };
  const name = `${after?.kind ?? before?.kind} ${after?.metadata.name ?? before?.metadata.name}`;
  const diff = createTwoFilesPatch(
    `live/${name}`,
    `new/${name}`,
    toYaml(masked.before),
    toYaml(masked.after),
    '',
    '',
    {
      context: 3,
    },
  );
  return { isChanged: true, diff: diff.replace(/^=+\n/, ''), summary };
}

/** YAML as Kubernetes tools read it (1.1: the text "yes" is quoted), keys in the order people write them. */
export function toYaml(value: unknown): string {
  if (value === undefined) return '';
  return stringify(ordered(value), { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

const first = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'spec', 'data'];

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isFields(value)) return value;
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key])]));
}

function fieldChanges(before: unknown, after: unknown, path: string): FieldChange[] {
  if (before === after) return [];
  if (before === undefined) return [{ path: path || '(whole object)', change: 'added' }];
  if (after === undefined) return [{ path: path || '(whole object)', change: 'removed' }];
  if (isFields(before) && isFields(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldChanges(before[key], after[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
  return [{ path, change: 'changed' }];
}

// Items with names (containers, ports, env) are compared by name, so that one inserted item is one change.
function listChanges(before: unknown[], after: unknown[], path: string): FieldChange[] {
  const isNamed = [...before, ...after].every((item) => isFields(item) && typeof item.name === 'string');
  if (!isNamed) {
    return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, index) =>
      fieldChanges(before[index], after[index], `${path}[${index}]`),
    );
  }
  const names = new Set([...before, ...after].map(nameOf));
  return [...names].flatMap((name) =>
    fieldChanges(
      before.find((item) => nameOf(item) === name),
      after.find((item) => nameOf(item) === name),
      `${path}[${name}]`,
    ),
  );
}

function nameOf(item: unknown): string {
  return isFields(item) ? String(item.name) : '';
}
