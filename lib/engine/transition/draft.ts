import type { ExecutionStatus } from '../model.ts';
import { indexOf, keepIndex, type StageIndex } from './stage-index.ts';
import type { EngineEvent, ExecutionState, Order, Phase, RunState, StageState, Step } from './state.ts';
import { hasOrder } from './state.ts';

/**
 * A run being decided on. Rows are copied when first changed, so the state that came in stays as it was.
 */
export interface Draft {
  readonly before: RunState;
  readonly now: number;
  execution: ExecutionState;
  isExecutionChanged: boolean;
  stages: StageState[];
  /** Undefined after stages came or went, until somebody asks. */
  index: StageIndex | undefined;
  readonly changed: Set<string>;
  readonly added: Set<string>;
  readonly removed: Set<string>;
  readonly orders: Map<string, Order>;
}

export function openDraft(state: RunState, now: number): Draft {
  return {
    before: state,
    now,
    execution: state.execution,
    isExecutionChanged: false,
    stages: state.stages.slice(),
    index: indexOf(state.stages),
    changed: new Set(),
    added: new Set(),
    removed: new Set(),
    orders: new Map(),
  };
}

function indexOfDraft(draft: Draft): StageIndex {
  draft.index ??= indexOf(draft.stages.slice());
  return draft.index;
}

/** The stage as it stands in the draft, if it belongs to the run. */
export function rowOf(draft: Draft, id: string): StageState | undefined {
  const position = indexOfDraft(draft).position.get(id);
  return position === undefined ? undefined : draft.stages[position];
}

/** The same. Throws when it does not belong to the run. */
export function stageOf(draft: Draft, id: string): StageState {
  const stage = rowOf(draft, id);
  if (!stage) throw new Error(`Stage ${id} is not part of execution ${draft.execution.id}.`);
  return stage;
}

/** The stages under a stage ('' = top level), in order. */
export function childrenOf(draft: Draft, id: string): StageState[] {
  const children: StageState[] = [];
  for (const position of indexOfDraft(draft).siblings.get(id)?.positions ?? []) {
    const child = draft.stages[position];
    if (child) children.push(child);
  }
  return children;
}

export const topLevel = (draft: Draft): StageState[] => childrenOf(draft, '');

/** The stage beside this one that bears the refId. */
export function siblingOf(draft: Draft, stage: StageState, refId: string): StageState | undefined {
  const position = indexOfDraft(draft)
    .siblings.get(stage.parentId ?? '')
    ?.byRef.get(refId);
  return position === undefined ? undefined : draft.stages[position];
}

export function changeStage(draft: Draft, id: string, change: Partial<StageState>): StageState {
  const next = { ...stageOf(draft, id), ...change };
  const position = indexOfDraft(draft).position.get(id) ?? -1;
  draft.stages[position] = next;
  draft.changed.add(id);
  return next;
}

export function changeExecution(draft: Draft, change: Partial<ExecutionState>): void {
  draft.execution = { ...draft.execution, ...change };
  draft.isExecutionChanged = true;
}

export function addStage(draft: Draft, stage: StageState): void {
  draft.stages.push(stage);
  draft.index = undefined;
  draft.added.add(stage.id);
}

export function removeStage(draft: Draft, id: string): void {
  for (const child of childrenOf(draft, id)) removeStage(draft, child.id);
  draft.stages = draft.stages.filter((stage) => stage.id !== id);
  draft.index = undefined;
  draft.orders.delete(id);
  draft.changed.delete(id);
  if (!draft.added.delete(id)) draft.removed.add(id);
}

/** Gives out a new work order; every older one is void from here on. */
export function order(
  draft: Draft,
  id: string,
  phase: Phase,
  options: { runAt?: number; wakeOn?: readonly string[] } = {},
): void {
  const stage = stageOf(draft, id);
  changeStage(draft, id, {
    phase,
    attempt: stage.attempt + 1,
    dueAt: options.runAt ?? draft.now,
    wakeOn: options.wakeOn ?? [],
    status: draft.execution.status === 'PAUSED' ? 'PAUSED' : 'RUNNING',
  });
  emitOrder(draft, id);
}

/** Sends the order in force (again). Harmless to repeat: job key and attempt make one of many. */
export function emitOrder(draft: Draft, id: string, { isWake = false }: { isWake?: boolean } = {}): void {
  const stage = stageOf(draft, id);
  if (draft.execution.status === 'PAUSED' || !hasOrder(stage.phase)) return;
  const dueAt = stage.dueAt ?? draft.now;
  const runAt = dueAt > draft.now ? dueAt : null;
  draft.orders.set(id, { stageId: id, attempt: stage.attempt, runAt, ...(isWake ? { isWake } : {}) });
}

/** Closes the draft: what has to be written, sent and told. */
export function closeDraft(
  draft: Draft,
  outcome: { isRefused: boolean; wakes: string[]; releases: string | null },
): Step {
  const isTouched = draft.added.size + draft.removed.size + draft.changed.size > 0;
  const stages = isTouched ? keepIndex(draft.stages, indexOfDraft(draft)) : draft.before.stages;
  const pick = (ids: Set<string>) => [...ids].map((id) => stageOf(draft, id));
  return {
    state: { execution: draft.execution, stages },
    isExecutionChanged: draft.isExecutionChanged,
    changed: pick(draft.changed).filter((stage) => !draft.added.has(stage.id)),
    added: pick(draft.added),
    removed: [...draft.removed],
    orders: [...draft.orders.values()],
    ...outcome,
    events: eventsOf(draft),
  };
}

function eventsOf(draft: Draft): EngineEvent[] {
  const events: EngineEvent[] = [];
  const from: ExecutionStatus = draft.before.execution.status;
  if (draft.isExecutionChanged) {
    events.push({ kind: 'execution.changed', status: draft.execution.status, from });
  }
  const { position } = indexOf(draft.before.stages);
  for (const id of [...draft.added, ...draft.changed]) {
    const stage = rowOf(draft, id);
    if (!stage) continue;
    const known = draft.before.stages[position.get(id) ?? -1];
    if (known && stage.status === known.status) continue;
    const earlier = known?.status ?? 'NOT_STARTED';
    events.push({
      kind: 'stage.changed',
      stageId: id,
      type: stage.type,
      name: stage.name,
      status: stage.status,
      from: earlier,
    });
  }
  return events;
}
