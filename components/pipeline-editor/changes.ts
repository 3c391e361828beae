import { isObject, type JsonObject, objectsIn, type PipelineDocument, sameJson, textOf } from './document.ts';
import { readStages } from './stage-graph.ts';

/**
 * One difference between two documents, small enough to be chosen by itself: a setting of the pipeline, a whole
 * stage that came or went, one field of a stage, one trigger, parameter, notification or artifact.
 */
export interface Change {
  /** Same id = same place, in whichever pair of documents. */
  id: string;
  /** Words for people: "Smoke tests: account". */
  label: string;
  before: unknown;
  after: unknown;
  place: Place;
}

/** Where a change applies. `field` undefined means the stage or item as a whole. */
type Place =
  | { in: 'setting'; key: string }
  | { in: 'stage'; refId: string; field?: string }
  | { in: 'list'; list: ListKey; item: string }
  | { in: 'order'; list: 'stages' | ListKey };

/** The lists of a pipeline whose entries are told apart. */
const LISTS = {
  triggers: 'Trigger',
  parameterConfig: 'Parameter',
  notifications: 'Notification',
  expectedArtifacts: 'Artifact',
} as const;

/** The name of one of those lists. */
export type ListKey = keyof typeof LISTS;

/** Keys the server writes at every save: no change of the author's. */
const SERVER_KEYS = new Set(['updateTs', 'lastModified', 'lastModifiedBy', 'createTs']);

/** What differs, in the order: settings, stages, lists. Server-written keys do not count. */
export function changesBetween(before: PipelineDocument, after: PipelineDocument): Change[] {
  if (before === after) return [];
  return [
    ...settingChanges(before, after),
    ...stageChanges(before, after),
    ...listKeys().flatMap((list) => listChanges(before, after, list)),
  ];
}

/** The entries of a list with an identity that holds when neighbors come and go. */
export function itemsOf(
  document: PipelineDocument,
  list: ListKey,
): { id: string; label: string; value: JsonObject }[] {
  const seen = new Map<string, number>();
  return objectsIn(document[list]).map((value) => {
    const name = textOf(value.id) || textOf(value.name) || textOf(value.type) || 'item';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const words = textOf(value.displayName) || textOf(value.name) || textOf(value.type) || name;
    return { id: count === 1 ? name : `${name}#${count}`, label: `${LISTS[list]} ${words}`, value };
  });
}

/** The names of the lists, in the order they are shown. */
function listKeys(): ListKey[] {
  return ['triggers', 'parameterConfig', 'notifications', 'expectedArtifacts'];
}

function settingChanges(before: PipelineDocument, after: PipelineDocument): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys]
    .filter((key) => key !== 'stages' && !Object.hasOwn(LISTS, key) && !SERVER_KEYS.has(key))
    .filter((key) => !sameJson(before[key], after[key]))
    .map((key) => ({
      id: `setting/${key}`,
      label: `Setting ${key}`,
      before: before[key],
      after: after[key],
      place: { in: 'setting', key },
    }));
}

function stageChanges(before: PipelineDocument, after: PipelineDocument): Change[] {
  if (before.stages === after.stages) return [];
  const old = new Map(readStages(before).map((stage) => [stage.key, stage]));
  const now = new Map(readStages(after).map((stage) => [stage.key, stage]));
  const changes: Change[] = [];
  for (const refId of new Set([...old.keys(), ...now.keys()])) {
    const left = old.get(refId);
    const right = now.get(refId);
    if (left && right) changes.push(...fieldChanges(refId, right.name, left.stage, right.stage));
    else {
      changes.push({
        id: `stage/${refId}`,
        label: `${right ? 'New' : 'Removed'} stage ${right?.name ?? left?.name ?? refId}`,
        before: left?.stage,
        after: right?.stage,
        place: { in: 'stage', refId },
      });
    }
  }
  const shared = (from: typeof old, other: typeof old) => [...from.keys()].filter((key) => other.has(key));
  const order = orderChange('stages', shared(old, now), shared(now, old));
  return order ? [...changes, order] : changes;
}

function fieldChanges(refId: string, name: string, before: JsonObject, after: JsonObject): Change[] {
  if (before === after) return [];
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields]
    .filter((field) => !sameJson(before[field], after[field]))
    .map((field) => ({
      id: `stage/${refId}/${field}`,
      label: `${name}: ${field === 'requisiteStageRefIds' ? 'runs after' : field}`,
      before: before[field],
      after: after[field],
      place: { in: 'stage', refId, field },
    }));
}

function listChanges(before: PipelineDocument, after: PipelineDocument, list: ListKey): Change[] {
  if (sameJson(before[list] ?? [], after[list] ?? [])) return [];
  const old = new Map(itemsOf(before, list).map((item) => [item.id, item]));
  const now = new Map(itemsOf(after, list).map((item) => [item.id, item]));
  const changes: Change[] = [];
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const left = old.get(id);
    const right = now.get(id);
    if (isObject(left?.value) && sameJson(left.value, right?.value)) continue;
    changes.push({
      id: `${list}/${id}`,
      label: (right ?? left)?.label ?? id,
      before: left?.value,
      after: right?.value,
      place: { in: 'list', list, item: id },
    });
  }
  const shared = (from: typeof old, other: typeof old) => [...from.keys()].filter((key) => other.has(key));
  const order = orderChange(list, shared(old, now), shared(now, old));
  return order ? [...changes, order] : changes;
}

function orderChange(
  list: 'stages' | ListKey,
  before: readonly string[],
  after: readonly string[],
): Change | undefined {
  if (sameJson(before, after)) return undefined;
  const label = list === 'stages' ? 'Order of the stages' : `Order of the ${list}`;
  return { id: `order/${list}`, label, before, after, place: { in: 'order', list } };
}
