import { type Change, changesBetween, itemsOf, type ListKey } from './changes.ts';
import { type JsonObject, type PipelineDocument, sameJson } from './document.ts';
import { nextRefId, readStages } from './stage-graph.ts';

/** Whose version of a disputed part goes into the merged document. */
export type Side = 'mine' | 'theirs';

/** A part that both changed since they opened the same revision, in different ways. */
export interface Dispute {
  id: string;
  label: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/** What came of comparing three documents. */
interface ThreeWay {
  /** Changes only I made: they go in as they are. */
  mine: Change[];
  /** Changes only the other person made: they stay. */
  theirs: Change[];
  /** Changes that meet; each needs a choice. */
  disputes: Dispute[];
}

/** Compares what two people made of the same document. */
export function compareThreeWay(
  base: PipelineDocument,
  mine: PipelineDocument,
  theirs: PipelineDocument,
): ThreeWay {
  const ours = changesBetween(base, withOwnRefIds(base, mine, theirs));
  const others = changesBetween(base, theirs);
  const disputes: Dispute[] = [];
  const settled = new Set<string>();
  for (const change of ours) {
    const rivals = others.filter((other) => meets(change, other));
    const [rival] = rivals;
    if (!rival) continue;
    for (const met of [change, ...rivals]) settled.add(met.id);
    if (change.id === rival.id && sameJson(change.after, rival.after)) continue;
    const broader = change.id.length <= rival.id.length ? change : rival;
    if (disputes.some((dispute) => dispute.id === broader.id)) continue;
    disputes.push({
      id: broader.id,
      label: broader.label,
      base: broader.before,
      mine: partOf(mine, broader),
      theirs: partOf(theirs, broader),
    });
  }
  return {
    mine: ours.filter((change) => !settled.has(change.id)),
    theirs: others.filter((change) => !settled.has(change.id)),
    disputes,
  };
}

/**
 * The document to save: theirs, with my undisputed changes, and my side of each dispute where so chosen. A dispute
 * without a choice counts as theirs, so nothing of the other person is lost by oversight.
 */
export function mergeThreeWay(
  base: PipelineDocument,
  edited: PipelineDocument,
  theirs: PipelineDocument,
  choices: Readonly<Record<string, Side>>,
): PipelineDocument {
  const mine = withOwnRefIds(base, edited, theirs);
  const { disputes } = compareThreeWay(base, mine, theirs);
  const rejected = disputes.filter((dispute) => choices[dispute.id] !== 'mine').map((dispute) => dispute.id);
  const isRejected = (id: string) => rejected.some((part) => id === part || id.startsWith(`${part}/`));
  const chosenWhole = disputes.filter((dispute) => choices[dispute.id] === 'mine').map((part) => part.id);
  return changesBetween(base, mine)
    .filter((change) => !isRejected(change.id))
    .concat(wholeStages(base, mine, theirs, chosenWhole))
    .reduce((document, change) => applyChange(document, change), theirs);
}

/** One change put into a document; a change to a stage that is gone has no effect. */
function applyChange(document: PipelineDocument, change: Change): PipelineDocument {
  const { place, after } = change;
  switch (place.in) {
    case 'setting':
      return withKey(document, place.key, after);
    case 'order':
      return { ...document, [place.list]: reorder(document, place.list, after) };
    case 'list':
      return { ...document, [place.list]: withItem(document, place.list, place.item, after) };
    case 'stage': {
      const { refId, field } = place;
      if (field === undefined) return { ...document, stages: withStage(document, refId, after) };
      const stages = readStages(document).map((entry) =>
        entry.key === refId ? withKey(entry.stage, field, after) : entry.stage,
      );
      return { ...document, stages };
    }
    default:
      return place satisfies never;
  }
}

/**
 * Two people who each add a stage get the same next refId for it. Those are two stages, not two versions of one:
 * mine move to numbers that are free on both sides.
 */
function withOwnRefIds(
  base: PipelineDocument,
  mine: PipelineDocument,
  theirs: PipelineDocument,
): PipelineDocument {
  const known = new Set(readStages(base).map((entry) => entry.key));
  const others = readStages(theirs);
  const ours = readStages(mine);
  const clashing = ours.filter(
    (entry) =>
      !known.has(entry.key) &&
      others.some((other) => other.key === entry.key && !sameJson(other.stage, entry.stage)),
  );
  if (clashing.length === 0) return mine;
  const first = Number(nextRefId([...ours, ...others]));
  const moved = new Map(clashing.map((entry, index) => [entry.key, String(first + index)]));
  const stages = ours.map((entry) => ({
    ...entry.stage,
    refId: moved.get(entry.key) ?? entry.key,
    requisiteStageRefIds: [...entry.requires.map((key) => moved.get(key) ?? key), ...entry.dangling],
  }));
  return { ...mine, stages };
}

/** My whole stage where the other person removed it and I chose to keep mine. */
function wholeStages(
  base: PipelineDocument,
  mine: PipelineDocument,
  theirs: PipelineDocument,
  chosen: readonly string[],
): Change[] {
  const kept = new Map(readStages(mine).map((entry) => [entry.key, entry.stage]));
  return changesBetween(base, theirs).flatMap((change) => {
    if (!chosen.includes(change.id) || change.place.in !== 'stage' || change.place.field !== undefined)
      return [];
    return [{ ...change, after: kept.get(change.place.refId) }];
  });
}

function meets(left: Change, right: Change): boolean {
  return left.id === right.id || left.id.startsWith(`${right.id}/`) || right.id.startsWith(`${left.id}/`);
}

function partOf(document: PipelineDocument, change: Change): unknown {
  const { place } = change;
  switch (place.in) {
    case 'setting':
      return document[place.key];
    case 'list':
      return itemsOf(document, place.list).find((item) => item.id === place.item)?.value;
    case 'stage': {
      const stage = readStages(document).find((entry) => entry.key === place.refId)?.stage;
      return place.field === undefined ? stage : stage?.[place.field];
    }
    case 'order':
      return place.list === 'stages'
        ? readStages(document).map((entry) => entry.name)
        : itemsOf(document, place.list).map((item) => item.id);
    default:
      return place satisfies never;
  }
}

function withKey(object: JsonObject, key: string, value: unknown): JsonObject {
  if (value !== undefined) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function withStage(document: PipelineDocument, refId: string, after: unknown): unknown[] {
  const stages = readStages(document);
  if (after === undefined) return stages.filter((entry) => entry.key !== refId).map((entry) => entry.stage);
  if (!stages.some((entry) => entry.key === refId)) return [...stages.map((entry) => entry.stage), after];
  return stages.map((entry) => (entry.key === refId ? after : entry.stage));
}

function withItem(document: PipelineDocument, list: ListKey, id: string, after: unknown): unknown[] {
  const items = itemsOf(document, list);
  if (after === undefined) return items.filter((item) => item.id !== id).map((item) => item.value);
  if (!items.some((item) => item.id === id)) return [...items.map((item) => item.value), after];
  return items.map((item) => (item.id === id ? after : item.value));
}

/** Entries named in `order` first, in that order; what the order does not know keeps its place at the end. */
function reorder(document: PipelineDocument, list: 'stages' | ListKey, order: unknown): unknown[] {
  const ids = Array.isArray(order) ? order.map(String) : [];
  const entries =
    list === 'stages'
      ? readStages(document).map((entry) => ({ id: entry.key, value: entry.stage }))
      : itemsOf(document, list);
  const rank = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return entries.toSorted((left, right) => rank(left.id) - rank(right.id)).map((entry) => entry.value);
}
