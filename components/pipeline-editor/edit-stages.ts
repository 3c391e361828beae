import { isObject, type JsonObject, type PipelineDocument, textOf, withValueAt } from './document.ts';
import { childrenOf, type Edge, type EditorStage, nextRefId, readStages } from './stage-graph.ts';

/** Where a new stage goes: at the start, behind some stages, or into the middle of an arrow. */
export type Placement =
  | { at: 'start' }
  | { at: 'after'; keys: readonly string[] }
  | { at: 'before'; key: string }
  | { at: 'edge'; edge: Edge };

/** Behind what is selected; the first stage, when nothing is. */
export function behind(selection: readonly string[]): Placement {
  return selection.length === 0 ? { at: 'start' } : { at: 'after', keys: selection };
}

/** Adds a stage and says under which key it now stands. Its refId is allocated here. */
export function addStage(
  document: PipelineDocument,
  stage: JsonObject,
  placement: Placement,
): { document: PipelineDocument; key: string } {
  const stages = readStages(withRefIds(document));
  const refId = nextRefId(stages);
  const { requires, children } = neighbors(stages, placement);
  const added = { ...stage, refId, requisiteStageRefIds: requires };
  const listed = stages.map((entry) => {
    if (!children.includes(entry.key)) return entry.stage;
    const kept = placement.at === 'edge' ? without(entry, [placement.edge.from]) : [];
    return requiring(entry.stage, [...kept, refId]);
  });
  const after = Math.max(-1, ...stages.filter((entry) => requires.includes(entry.refId)).map((e) => e.index));
  listed.splice(placement.at === 'start' ? listed.length : after + 1, 0, added);
  return { document: { ...withRefIds(document), stages: listed }, key: refId };
}

/** Removes stages; with `reconnect` what waited for them waits for what they waited for. */
export function removeStages(
  document: PipelineDocument,
  keys: readonly string[],
  reconnect: boolean,
): PipelineDocument {
  const stages = readStages(withRefIds(document));
  const gone = new Set(keys);
  const byKey = new Map(stages.map((stage) => [stage.key, stage]));
  const survivors = (key: string): string[] => {
    if (!gone.has(key)) return [key];
    return reconnect ? (byKey.get(key)?.requires ?? []).flatMap(survivors) : [];
  };
  const kept = stages
    .filter((stage) => !gone.has(stage.key))
    .map((stage) => {
      if (!stage.requires.some((key) => gone.has(key))) return stage.stage;
      const requires = [...new Set(stage.requires.flatMap(survivors))];
      return requiring(stage.stage, [...refIdsOf(stages, requires), ...stage.dangling]);
    });
  return { ...withRefIds(document), stages: kept };
}

/** Says anew which stages one stage waits for; references that lead nowhere are dropped. */
export function setRequires(
  document: PipelineDocument,
  key: string,
  requires: readonly string[],
): PipelineDocument {
  const stages = readStages(withRefIds(document));
  return {
    ...withRefIds(document),
    stages: stages.map((entry) =>
      entry.key === key ? requiring(entry.stage, refIdsOf(stages, requires)) : entry.stage,
    ),
  };
}

/** Moves a stage within the list, which decides the order of branches in the picture. */
export function moveStage(document: PipelineDocument, key: string, by: number): PipelineDocument {
  const stages = readStages(withRefIds(document));
  const from = stages.findIndex((stage) => stage.key === key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= stages.length) return document;
  const list = stages.map((stage) => stage.stage);
  const [moved] = list.splice(from, 1);
  if (moved) list.splice(to, 0, moved);
  return { ...withRefIds(document), stages: list };
}

/** Replaces one stage's object; its refId and dependencies come from the new object. */
export function replaceStage(
  document: PipelineDocument,
  key: string,
  change: (stage: JsonObject) => JsonObject,
): PipelineDocument {
  const position = storedIndexOf(document, key);
  if (position === undefined) return document;
  const before = Array.isArray(document.stages) ? document.stages[position] : undefined;
  if (!isObject(before)) return document;
  const next = withValueAt(document, ['stages', position], change(before));
  return isObject(next) ? next : document;
}

/** Index of a stage in the stored list, where entries that are no objects still take a place. */
function storedIndexOf(document: PipelineDocument, key: string): number | undefined {
  const entry = readStages(document).find((stage) => stage.key === key);
  if (!entry || !Array.isArray(document.stages)) return undefined;
  const position = document.stages.indexOf(entry.stage);
  return position < 0 ? undefined : position;
}

/**
 * Writes out the references of a pipeline whose stages have none, before its shape changes. Orca runs such
 * stages in the order of the list; with the references written the picture stays the same. A stage whose refId is
 * missing or taken gets one of its own, since an arrow can only be drawn to a name.
 */
export function withRefIds(document: PipelineDocument): PipelineDocument {
  const stages = readStages(document);
  if (stages.every((entry) => entry.key === textOf(entry.stage.refId))) return document;
  return {
    ...document,
    stages: stages.map((entry) => ({
      ...entry.stage,
      refId: entry.key,
      requisiteStageRefIds: [...entry.requires, ...entry.dangling],
    })),
  };
}

function neighbors(
  stages: readonly EditorStage[],
  placement: Placement,
): { requires: string[]; children: string[] } {
  switch (placement.at) {
    case 'start':
      return { requires: [], children: [] };
    case 'after':
      return { requires: refIdsOf(stages, placement.keys), children: [] };
    case 'before': {
      const target = stages.find((stage) => stage.key === placement.key);
      return { requires: refIdsOf(stages, target?.requires ?? []), children: target ? [target.key] : [] };
    }
    case 'edge': {
      const child = childrenOf(stages, placement.edge.from).find((stage) => stage.key === placement.edge.to);
      return {
        requires: refIdsOf(stages, [placement.edge.from]),
        children: child ? [child.key] : [],
      };
    }
    default:
      return placement satisfies never;
  }
}

function refIdsOf(stages: readonly EditorStage[], keys: readonly string[]): string[] {
  return keys.flatMap((key) => stages.find((stage) => stage.key === key)?.refId ?? []);
}

function without(entry: EditorStage, keys: readonly string[]): string[] {
  return [...entry.requires.filter((key) => !keys.includes(key)), ...entry.dangling];
}

function requiring(stage: JsonObject, refIds: readonly string[]): JsonObject {
  return { ...stage, requisiteStageRefIds: [...new Set(refIds)] };
}
