import { type PipelineDocument, sameJson } from './document.ts';
import { readStages } from './stage-graph.ts';

/** How long typing in one field counts as one step of undo. */
const COALESCE_MS = 1_000;
/** Steps of undo kept; beyond it the oldest go. */
const HISTORY_LIMIT = 200;

/** Everything the editor knows: the document, where it came from, how it came to be, what is selected. */
export interface EditorState {
  document: PipelineDocument;
  /** The document as the server has it, for counting changes and as the base of a three-way merge. */
  saved: PipelineDocument;
  revision: number;
  past: Step[];
  future: Step[];
  /** Keys of the selected stages; the last one is the one the form shows. */
  selection: string[];
  /** What just happened or why it did not, for the live region; `id` tells two equal sentences apart. */
  notice?: { id: number; text: string; refused: boolean };
  /** The field being typed into, while further letters belong to the same step of undo. */
  typing?: { field: string; at: number };
}

/** A point one can return to, and the words for what was done from there. */
interface Step {
  document: PipelineDocument;
  selection: string[];
  label: string;
}

/** A finished change: one step of undo, said aloud. */
export function commit(
  state: EditorState,
  document: PipelineDocument,
  label: string,
  change: { selection?: string[] } = {},
): EditorState {
  if (document === state.document) return state;
  const step = { document: state.document, selection: state.selection, label };
  return {
    ...said(state, `${label}.`, false),
    document,
    past: [...state.past, step].slice(-HISTORY_LIMIT),
    future: [],
    selection: standing(document, change.selection ?? state.selection),

    typing: undefined,
  };
}

/** A change that may be one letter of many: it joins the step before when it goes on in the same field. */
export function typed(
  state: EditorState,
  document: PipelineDocument,
  label: string,
  typing: { field: string; at: number },
): EditorState {
  if (document === state.document || sameJson(document, state.document)) return state;
  const goesOn = state.typing?.field === typing.field && typing.at - state.typing.at < COALESCE_MS;
  const selection = standing(document, state.selection);
  if (goesOn) return { ...state, document, selection, future: [], typing };
  const step = { document: state.document, selection: state.selection, label };
  return {
    ...state,
    document,
    selection,
    past: [...state.past, step].slice(-HISTORY_LIMIT),
    future: [],
    typing,
  };
}

/** One step back or forth. */
export function travel(
  state: EditorState,
  from: 'past' | 'future',
  to: 'past' | 'future',
  verb: string,
): EditorState {
  const step = state[from].at(-1);
  if (!step) return state;
  const back = { document: state.document, selection: state.selection, label: step.label };
  return {
    ...said(state, `${verb}: ${step.label}.`, false),
    document: step.document,
    selection: standing(step.document, step.selection),

    typing: undefined,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], back],
  };
}

/** What was typed while the save was under way stays, as changes against the newly saved document. */
export function wasSaved(
  state: EditorState,
  answer: { sent: PipelineDocument; document: PipelineDocument; revision: number },
): EditorState {
  const document = state.document === answer.sent ? answer.document : state.document;
  return {
    ...said(state, `Saved as revision ${answer.revision}.`, false),
    document,
    saved: answer.document,
    revision: answer.revision,
    selection: standing(document, state.selection),
    typing: undefined,
  };
}

/** Words for the live region, without a change. */
export function said(state: EditorState, text: string, refused: boolean): EditorState {
  return { ...state, notice: { id: (state.notice?.id ?? 0) + 1, text, refused } };
}

function standing(document: PipelineDocument, keys: readonly string[]): string[] {
  const present = new Set(readStages(document).map((entry) => entry.key));
  return keys.filter((key) => present.has(key));
}
