import { type JsonObject, objectsIn, type PipelineDocument, stringsIn, textOf } from './document.ts';

/** A stage as the editor sees it: the stored object plus what can be read out of its references. */
export interface EditorStage {
  /**
   * Names the stage within the editor: its refId or, where that is missing or already taken, the one it
   * will be given as soon as the shape of the pipeline changes.
   */
  key: string;
  refId: string;
  index: number;
  stage: JsonObject;
  type: string;
  name: string;
  /** Keys of the stages this one waits for. */
  requires: string[];
  /** References that name no stage of this pipeline. */
  dangling: string[];
}

/** An arrow of the picture. */
export interface Edge {
  from: string;
  to: string;
}

/** True when no stage carries a refId: Orca then runs them one after the other. */
function isLinear(stages: readonly JsonObject[]): boolean {
  return stages.length > 0 && stages.every((stage) => textOf(stage.refId) === '');
}

/** Reads the stages with their keys and dependencies; old numeric refIds and scalar requirements are understood. */
export function readStages(document: PipelineDocument): EditorStage[] {
  const stages = objectsIn(document.stages);
  const linear = isLinear(stages);
  const keys = new Set<string>();
  let free = linear ? 0 : highest(stages.map((stage) => textOf(stage.refId))) + 1;
  const drafts = stages.map((stage, index) => {
    const refId = linear ? String(index) : textOf(stage.refId);
    const key = refId !== '' && !keys.has(refId) ? refId : String(free++);
    keys.add(key);
    return { key, refId, index, stage };
  });
  const named = new Set(drafts.map((draft) => draft.refId));
  return drafts.map((draft) => {
    const wanted = linear ? previous(draft.index) : requirementsOf(draft.stage);
    return {
      ...draft,
      type: textOf(draft.stage.type),
      name: textOf(draft.stage.name) || textOf(draft.stage.type) || 'Unnamed stage',
      requires: [...new Set(wanted.filter((refId) => named.has(refId)))],
      dangling: wanted.filter((refId) => !named.has(refId)),
    };
  });
}

/** All arrows, in the order of the stages. */
function edgesOf(stages: readonly EditorStage[]): Edge[] {
  return stages.flatMap((stage) => stage.requires.map((from) => ({ from, to: stage.key })));
}

/** True when both have the same stages and arrows, so that the same picture holds but for its words. */
export function hasSameShape(left: readonly EditorStage[], right: readonly EditorStage[]): boolean {
  if (left === right) return true;
  return (
    left.length === right.length &&
    left.every((stage, index) => {
      const other = right[index];
      return stage.key === other?.key && stage.requires.join(' ') === other.requires.join(' ');
    })
  );
}

/** The stages that wait for the given one. */
export function childrenOf(stages: readonly EditorStage[], key: string): EditorStage[] {
  return stages.filter((stage) => stage.requires.includes(key));
}

/**
 * The chain of stages from one to another along the arrows, both ends included; undefined when there is none.
 * A stage leads to itself.
 */
export function chainBetween(
  stages: readonly EditorStage[],
  from: string,
  to: string,
): EditorStage[] | undefined {
  const byKey = new Map(stages.map((stage) => [stage.key, stage]));
  const arrivedFrom = new Map<string, string | undefined>([[to, undefined]]);
  const queue = [to];
  for (const key of queue) {
    if (key === from) break;
    for (const required of byKey.get(key)?.requires ?? []) {
      if (arrivedFrom.has(required)) continue;
      arrivedFrom.set(required, key);
      queue.push(required);
    }
  }
  if (!arrivedFrom.has(from)) return undefined;
  const chain: EditorStage[] = [];
  for (let key: string | undefined = from; key !== undefined; key = arrivedFrom.get(key)) {
    const stage = byKey.get(key);
    if (stage) chain.push(stage);
  }
  return chain;
}

/**
 * The stages that can never start, for they wait for a circle or are part of one. Empty for a sound pipeline; found in
 * one pass, so that large pipelines may be judged at every letter.
 */
export function stagesBehindCircles(stages: readonly EditorStage[]): Set<string> {
  const waiting = new Map(stages.map((stage) => [stage.key, stage.requires.length]));
  const children = Map.groupBy(edgesOf(stages), (edge) => edge.from);
  const ready = stages.filter((stage) => stage.requires.length === 0).map((stage) => stage.key);
  for (const key of ready) {
    waiting.delete(key);
    for (const { to } of children.get(key) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return new Set(waiting.keys());
}

/** Why an arrow cannot be drawn, as a sentence; undefined when it can. */
export function refusalToConnect(stages: readonly EditorStage[], edge: Edge): string | undefined {
  const from = stages.find((stage) => stage.key === edge.from);
  const to = stages.find((stage) => stage.key === edge.to);
  if (!from || !to) return 'That stage is no longer in the pipeline.';
  if (from.key === to.key) return `${from.name} cannot wait for itself.`;
  if (to.requires.includes(from.key)) return `${to.name} already runs after ${from.name}.`;
  const chain = chainBetween(stages, to.key, from.key);
  if (!chain) return undefined;
  const path = chain.map((stage) => stage.name).join(' → ');
  return `${to.name} cannot run after ${from.name}: that would make a circle (${path} → ${to.name}).`;
}

/** A refId nobody uses: the highest number plus one, as Deck counts. */
export function nextRefId(stages: readonly EditorStage[]): string {
  return String(highest(stages.map((stage) => stage.key)) + 1);
}

function highest(refIds: readonly string[]): number {
  return Math.max(0, ...refIds.map(Number).filter((refId) => Number.isSafeInteger(refId)));
}

function previous(index: number): string[] {
  return index === 0 ? [] : [String(index - 1)];
}

function requirementsOf(stage: JsonObject): string[] {
  const wanted = stage.requisiteStageRefIds;
  if (Array.isArray(wanted)) return stringsIn(wanted);
  const single = textOf(wanted);
  return single === '' ? [] : [single];
}
