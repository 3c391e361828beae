import type { EvaluatedExpression } from '#lib/pipelines/expressions/schema.ts';
import type { Finding } from '#lib/pipelines/schema.ts';
import type { StageDescription } from '#lib/stages/fields.ts';
import type { Completer, RemoteCompleter } from './complete-expression.ts';
import type { PipelineDocument } from './document.ts';
import type { Lookups } from './lookups.ts';
import type { ProblemSources } from './problems.ts';

/** A saved version of the pipeline, as listed. Times in milliseconds since 1970. */
export interface RevisionEntry {
  revision: number;
  savedBy: string;
  savedAt: number;
  message?: string;
}

/** Somebody else who has this pipeline open. */
export interface Presence {
  id: string;
  name: string;
  /** Key of the stage they are at. */
  stageKey?: string;
}

/** A run of the pipeline, by name. */
export interface PastRun {
  id: string;
  label: string;
}

/** A text with expressions to be tried, in a stage or outside of all, with the values of a run or of none. */
export interface ExpressionTrial {
  text: string;
  document: PipelineDocument;
  stageKey?: string;
  executionId?: string;
}

/** What came of saving. */
export type SaveOutcome =
  | { status: 'saved'; document: PipelineDocument; revision: number }
  /** Somebody saved since this document was opened; `theirs` is what they saved. */
  | { status: 'conflict'; theirs: PipelineDocument; revision: number; savedBy: string; savedAt: number }
  /** The server's rules say no, field by field. */
  | { status: 'invalid'; findings: readonly Finding[] }
  /** Anything else, as a sentence that says what to do. */
  | { status: 'refused'; message: string };

/** A save as the editor asks for it. `baseRevision` goes into If-Match. */
export interface SaveRequest {
  document: PipelineDocument;
  message: string;
  baseRevision: number;
}

/** Everything the editor needs; it fetches and stores nothing by itself. */
export interface PipelineEditorProps {
  document: PipelineDocument;
  revision: number;
  descriptions: readonly StageDescription[];
  lookups: Lookups;
  onSave(request: SaveRequest): Promise<SaveOutcome>;
  /** Newest first. */
  loadRevisions?(): Promise<readonly RevisionEntry[]>;
  loadRevision?(revision: number): Promise<PipelineDocument>;
  presence?: readonly Presence[];
  onDryRun?: ((document: PipelineDocument) => void) | undefined;
  /** The rules of the server, run here before it is asked. */
  validate?: ProblemSources['validate'];
  /** Runs of this pipeline to try expressions against, newest first. */
  loadRuns?(): Promise<readonly PastRun[]>;
  evaluate?(trial: ExpressionTrial): Promise<EvaluatedExpression>;
  completeMore?: RemoteCompleter;
  /** What somebody else saved since this document was opened. */
  newer?: { revision: number; savedBy: string };
  /** Opens the newest revision in place of this document. */
  onReload?(): void;
  /** Ways to go on inside `${ }`; by default made from the document itself. */
  complete?: Completer;
  /** Above the name: where this pipeline belongs. */
  trail?: readonly { label: string; href: string }[];
  /** Why nothing may be changed here; the reader can still look around. */
  readOnlyReason?: string;
  /** refId of the stage to open with, from the address of the page. */
  initialStage?: string;
  onStageChange?(key: string | undefined): void;
  /** How to go to another page of the console once the reader agreed to leave; by default a full load. */
  onNavigate?(href: string): void;
}
