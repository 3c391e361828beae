import { Invalid } from '#lib/platform/errors.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import { replaceArtifacts } from '../artifacts/replace-artifacts.ts';
import { artifactKey, mergeArtifacts } from '../artifacts/same-artifact.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import { diffManifests } from '../manifests/diff-manifests.ts';
import { type Fields, isFields, type KubernetesObject, refOf } from '../manifests/object.ts';
import { fieldsAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import type { ObjectOutput, PatchInput } from './contract.ts';
import { alreadyDone, operationMark, outputOf, readLive, wasDoneBy } from './live-object.ts';

type Rehearsal = { dryRun?: boolean };
type Patched = { object: KubernetesObject; notes: string[]; boundArtifacts: Artifact[] };

/** Patches one object. Artifacts are put into strategic and merge patches, never into JSON Patches (reference 2.2). */
export async function patchManifest(
  input: PatchInput,
): Promise<ObjectOutput & { boundArtifacts: Artifact[] }> {
  const { object, notes, boundArtifacts } = await patch(await readLive(input), input);
  return { ...outputOf(object, notes), boundArtifacts };
}

/** What the patch would change: the same call as a dry run, compared with the live object. */
export async function previewPatch(input: PatchInput): Promise<{ diff: string; isChanged: boolean }> {
  const live = await readLive(input);
  const bare = { ...input, operationId: undefined, record: false };
  const { object } = await patch(live, bare, { dryRun: true });
  const { diff, isChanged } = diffManifests(live, object);
  return { diff, isChanged };
}

function patch(live: KubernetesObject, input: PatchInput, rehearsal: Rehearsal = {}): Promise<Patched> {
  return input.mergeStrategy === 'json'
    ? patchJson(live, input, rehearsal)
    : patchMerge(live, input, input.mergeStrategy, rehearsal);
}

async function patchMerge(
  live: KubernetesObject,
  input: PatchInput,
  type: 'strategic' | 'merge',
  { dryRun }: Rehearsal,
): Promise<Patched> {
  const bare = onePatch(input.patchBody);
  const { manifest, bound } = replaceArtifacts(
    { ...bare, apiVersion: live.apiVersion, kind: live.kind, metadata: fieldsAt(bare, 'metadata') ?? {} },
    mergeArtifacts(input.requiredArtifacts, input.optionalArtifacts),
    { namespace: live.metadata.namespace, account: input.client.account },
  );
  requireBound(input.requiredArtifacts ?? [], bound);
  const { metadata, ...rest } = manifest;
  const annotations = { ...metadata.annotations, ...changeCause(live, input) };
  const merged = { ...metadata, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) };
  const body = { ...rest, ...(Object.keys(merged).length > 0 ? { metadata: merged } : {}) };
  const object = await input.client.patch(refOf(live), { type, body }, { dryRun, signal: input.signal });
  return { object, notes: [], boundArtifacts: bound };
}

// Applied twice, a JSON Patch may add an item twice: its mark is part of the same write.
async function patchJson(live: KubernetesObject, input: PatchInput, { dryRun }: Rehearsal): Promise<Patched> {
  if (wasDoneBy(live, input.operationId)) return { object: live, notes: [alreadyDone], boundArtifacts: [] };
  const steps = Array.isArray(input.patchBody) ? input.patchBody : [];
  if (steps.length === 0)
    throw new Invalid('A JSON patch is a list of steps {op, path, value}, and this list is empty.');
  const marks = { ...operationMark(input.operationId), ...changeCause(live, input) };
  const body = [...annotationSteps(live, marks), ...steps];
  const object = await input.client.patch(
    refOf(live),
    { type: 'json', body },
    { dryRun, signal: input.signal },
  );
  return { object, notes: [], boundArtifacts: [] };
}

function annotationSteps(live: KubernetesObject, marks: Record<string, string>): Fields[] {
  if (Object.keys(marks).length === 0) return [];
  if (!live.metadata.annotations) return [{ op: 'add', path: '/metadata/annotations', value: marks }];
  return Object.entries(marks).map(([name, value]) => ({
    op: 'add',
    path: `/metadata/annotations/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    value,
  }));
}

function changeCause(live: KubernetesObject, input: PatchInput): Record<string, string> {
  if (!input.record) return {};
  return { [annotation.changeCause]: `foredeck patch ${manifestNameOf(live)} (${input.mergeStrategy})` };
}

function onePatch(body: unknown): Fields {
  const list = Array.isArray(body) ? body : [body];
  const [only, ...others] = list;
  if (others.length > 0) throw new Invalid('A strategic or merge patch is exactly one object.');
  if (!isFields(only) || Object.keys(only).length === 0) throw new Invalid('The patch is empty.');
  return only;
}

function requireBound(required: readonly Artifact[], bound: readonly Artifact[]): void {
  const keys = new Set(bound.map(artifactKey));
  const missing = required.filter((artifact) => !keys.has(artifactKey(artifact)));
  if (missing.length === 0) return;
  throw new Invalid(
    `Required artifacts are not used by the patch: ${missing.map((one) => `${one.type} ${one.name}`).join(', ')}.`,
  );
}
