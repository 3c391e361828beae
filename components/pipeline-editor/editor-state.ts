import { changesBetween } from './changes.ts';
import { copyStages, freeName, pasteStages } from './clipboard.ts';
import type { JsonObject, Path, PipelineDocument } from './document.ts';
import { isObject, textOf, withValueAt } from './document.ts';
import {
  addStage,
  moveStage,
  type Placement,
  removeStages,
  replaceStage,
  setRequires,
} from './edit-stages.ts';
import { commit, type EditorState, said, travel, typed, wasSaved } from './history.ts';
import { type Edge, readStages, refusalToConnect } from './stage-graph.ts';

/** Everything that can be done to the document or the selection. */
export type EditorAction =
  | { type: 'add-stage'; stage: JsonObject; placement: Placement }
  | { type: 'remove-stages'; keys: readonly string[]; reconnect: boolean }
  | { type: 'connect'; edge: Edge }
  | { type: 'disconnect'; edge: Edge }
  | { type: 'set-requires'; key: string; requires: readonly string[] }
  | { type: 'move-stage'; key: string; by: -1 | 1 }
  | { type: 'edit-stage'; key: string; path: Path; value: unknown; at: number }
  | {
      type: 'change-stage';
      key: string;
      change: (stage: JsonObject) => JsonObject;
      field: string;
      label: string;
      at: number;
    }
  | { type: 'duplicate-stages'; keys: readonly string[] }
  | { type: 'paste-stages'; stages: readonly JsonObject[]; after: readonly string[] }
  | { type: 'edit-document'; path: Path; value: unknown; label: string; at: number }
  | { type: 'replace-document'; document: PipelineDocument; field: string; label: string; at: number }
  | { type: 'select'; keys: readonly string[] }
  | { type: 'toggle'; key: string }
  | { type: 'undo' }
  | { type: 'redo' }
  | { type: 'revert' }
  | { type: 'saved'; sent: PipelineDocument; document: PipelineDocument; revision: number }
  | { type: 'merged'; document: PipelineDocument; saved: PipelineDocument; revision: number }
  | { type: 'say'; text: string };

/** The state of an editor that has just opened a document. */
export function openDocument(document: PipelineDocument, revision: number): EditorState {
  return { document, saved: document, revision, past: [], future: [], selection: [] };
}

/** How many parts differ from what is saved. */
export function countChanges(state: EditorState): number {
  return changesBetween(state.saved, state.document).length;
}

/** The one place where the document changes. */
export function editorReducer(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case 'add-stage': {
      const names = new Set(readStages(state.document).map((entry) => entry.name));
      const name = freeName({ name: textOf(action.stage.name) || textOf(action.stage.type) }, names);
      const { document, key } = addStage(state.document, { ...action.stage, name }, action.placement);
      return commit(state, document, `Added ${name}`, { selection: [key] });
    }
    case 'remove-stages':
      return removed(state, action.keys, action.reconnect);
    case 'connect': {
      const stages = readStages(state.document);
      const refusal = refusalToConnect(stages, action.edge);
      if (refusal) return said(state, refusal, true);
      const requires = stages.find((entry) => entry.key === action.edge.to)?.requires ?? [];
      const document = setRequires(state.document, action.edge.to, [...requires, action.edge.from]);
      return commit(
        state,
        document,
        `${nameOf(state, action.edge.to)} now runs after ${nameOf(state, action.edge.from)}`,
      );
    }
    case 'disconnect': {
      const target = readStages(state.document).find((entry) => entry.key === action.edge.to);
      if (!target?.requires.includes(action.edge.from)) return state;
      const rest = target.requires.filter((key) => key !== action.edge.from);
      const label = `${target.name} no longer runs after ${nameOf(state, action.edge.from)}`;
      return commit(state, setRequires(state.document, action.edge.to, rest), label);
    }
    case 'set-requires':
      return requirementsSet(state, action.key, action.requires);
    case 'move-stage': {
      const document = moveStage(state.document, action.key, action.by);
      const way = action.by < 0 ? 'up' : 'down';
      return commit(state, document, `Moved ${nameOf(state, action.key)} ${way}`);
    }
    case 'edit-stage': {
      const field = action.path.join('.');
      return typed(
        state,
        replaceStage(state.document, action.key, (stage) =>
          objectOr(withValueAt(stage, action.path, action.value), stage),
        ),
        `Changed ${field} of ${nameOf(state, action.key)}`,
        { field: `${action.key}:${field}`, at: action.at },
      );
    }
    case 'change-stage':
      return typed(state, replaceStage(state.document, action.key, action.change), action.label, {
        field: `${action.key}:${action.field}`,
        at: action.at,
      });
    case 'duplicate-stages': {
      const copied: unknown = JSON.parse(copyStages(state.document, action.keys));
      const stages = isObject(copied) && Array.isArray(copied.stages) ? copied.stages.filter(isObject) : [];
      const after = action.keys.length === 1 ? requiresOf(state, action.keys[0] ?? '') : [];
      return pasted(state, stages, after, 'Duplicated');
    }
    case 'paste-stages':
      return pasted(state, action.stages, action.after, 'Pasted');
    case 'edit-document': {
      const next = withValueAt(state.document, action.path, action.value);
      const typing = { field: action.path.join('.'), at: action.at };
      return typed(state, objectOr(next, state.document), action.label, typing);
    }
    case 'replace-document':
      return typed(state, action.document, action.label, { field: action.field, at: action.at });
    case 'select':
      return { ...state, selection: [...action.keys], typing: undefined };
    case 'toggle': {
      const selection = state.selection.includes(action.key)
        ? state.selection.filter((key) => key !== action.key)
        : [...state.selection, action.key];
      return { ...state, selection, typing: undefined };
    }
    case 'undo':
      return travel(state, 'past', 'future', 'Undone');
    case 'redo':
      return travel(state, 'future', 'past', 'Redone');
    case 'revert':
      return commit(state, state.saved, 'Went back to the saved version');
    case 'saved':
      return wasSaved(state, action);
    case 'merged':
      return {
        ...commit(state, action.document, 'Merged with the version of the other person'),
        saved: action.saved,
        revision: action.revision,
      };
    case 'say':
      return said(state, action.text, false);
    default:
      return action satisfies never;
  }
}

function removed(state: EditorState, keys: readonly string[], reconnect: boolean): EditorState {
  if (keys.length === 0) return state;
  const [first = ''] = keys;
  const label = keys.length === 1 ? `Removed ${nameOf(state, first)}` : `Removed ${keys.length} stages`;
  // The stage before the removed one is selected, so that the keyboard goes on from there.
  const neighbor = requiresOf(state, first).find((key) => !keys.includes(key));
  const document = removeStages(state.document, keys, reconnect);
  return commit(state, document, label, { selection: neighbor ? [neighbor] : [] });
}

function requirementsSet(state: EditorState, key: string, requires: readonly string[]): EditorState {
  const current = requiresOf(state, key);
  const stages = readStages(state.document);
  for (const from of requires) {
    const refusal = current.includes(from) ? undefined : refusalToConnect(stages, { from, to: key });
    if (refusal) return said(state, refusal, true);
  }
  const document = setRequires(state.document, key, requires);
  return commit(state, document, `Changed what ${nameOf(state, key)} runs after`);
}

function pasted(
  state: EditorState,
  stages: readonly JsonObject[],
  after: readonly string[],
  verb: string,
): EditorState {
  if (stages.length === 0) return state;
  const { document, keys } = pasteStages(state.document, stages, after);
  const what = stages.length === 1 ? textOf(stages[0]?.name) || 'a stage' : `${stages.length} stages`;
  return commit(state, document, `${verb} ${what}`, { selection: keys });
}

function requiresOf(state: EditorState, key: string): string[] {
  return readStages(state.document).find((entry) => entry.key === key)?.requires ?? [];
}

function nameOf(state: EditorState, key: string): string {
  return readStages(state.document).find((entry) => entry.key === key)?.name ?? 'the stage';
}

function objectOr(value: unknown, otherwise: JsonObject): JsonObject {
  return isObject(value) ? value : otherwise;
}
