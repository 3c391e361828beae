import type { ExecutionStatus } from '../model.ts';
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
  readonly rows: Map<string, StageState>;
  /** Ids of the children of a stage ('' = top level), in order. */
  readonly children: Map<string, string[]>;
  readonly changed: Set<string>;
  readonly added: Set<string>;
  readonly removed: Set<string>;
  readonly orders: Map<string, Order>;
}

export function openDraft(state: RunState, now: number): Draft {
  const rows = new Map<string, StageState>();
  const children = new Map<string, string[]>();
  for (const stage of state.stages) {
    rows.set(stage.id, stage);
    const siblings = children.get(stage.parentId ?? '');
    if (siblings) siblings.push(stage.id);
    else children.set(stage.parentId ?? '', [stage.id]);
  }
  return {
    before: state,
    now,
    execution: state.execution,
    isExecutionChanged: false,
    rows,
    children,
    changed: new Set(),
    added: new Set(),
    removed: new Set(),
    orders: new Map(),
  };
}

/** The stage as it stands in the draft. Throws when it does not belong to the run. */
export function stageOf(draft: Draft, id: string): StageState {
  const stage = draft.rows.get(id);
  if (!stage) throw new Error(`Stage ${id} is not part of execution ${draft.execution.id}.`);
  return stage;
}

export function childrenOf(draft: Draft, id: string): StageState[] {
  return (draft.children.get(id) ?? []).map((child) => stageOf(draft, child));
}

export const topLevel = (draft: Draft): StageState[] => childrenOf(draft, '');

export function changeStage(draft: Draft, id: string, change: Partial<StageState>): StageState {
  const next = { ...stageOf(draft, id), ...change };
  draft.rows.set(id, next);
  draft.changed.add(id);
  return next;
}

export function changeExecution(draft: Draft, change: Partial<ExecutionState>): void {
  draft.execution = { ...draft.execution, ...change };
  draft.isExecutionChanged = true;
}

export function addStage(draft: Draft, stage: StageState): void {
  draft.rows.set(stage.id, stage);
  draft.added.add(stage.id);
  const siblings = draft.children.get(stage.parentId ?? '');
  if (siblings) siblings.push(stage.id);
  else draft.children.set(stage.parentId ?? '', [stage.id]);
}

export function removeStage(draft: Draft, id: string): void {
  for (const child of [...(draft.children.get(id) ?? [])]) removeStage(draft, child);
  const stage = stageOf(draft, id);
  const siblings = draft.children.get(stage.parentId ?? '') ?? [];
  siblings.splice(siblings.indexOf(id), 1);
  draft.rows.delete(id);
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
  const isStructureChanged = draft.added.size > 0 || draft.removed.size > 0;
  const stages = isStructureChanged
    ? [...draft.rows.values()]
    : draft.changed.size > 0
      ? draft.before.stages.map((stage) => draft.rows.get(stage.id) ?? stage)
      : draft.before.stages;
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
  const known = new Map(draft.before.stages.map((stage) => [stage.id, stage.status]));
  for (const id of [...draft.added, ...draft.changed]) {
    const stage = draft.rows.get(id);
    if (!stage) continue;
    const earlier = known.get(id) ?? 'NOT_STARTED';
    if (stage.status === earlier && known.has(id) && draft.changed.has(id)) continue;
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
