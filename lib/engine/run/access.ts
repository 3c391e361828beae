import type { JsonObject } from '../model.ts';
import type { RunState } from '../transition/state.ts';

/** The parts of an execution that never change. */
export interface ExecutionBody {
  readonly type: 'PIPELINE' | 'ORCHESTRATION';
  readonly isDryRun: boolean;
  readonly definition: JsonObject;
  readonly trigger: JsonObject;
  /** { user, allowedAccounts } */
  readonly authentication: JsonObject;
  /** Further Spinnaker members of the execution: templateVariables, notifications, source ... */
  readonly extra: JsonObject;
}

/** What a stage was told, and what it recorded since. */
export interface StageData {
  readonly config: JsonObject;
  readonly context: JsonObject;
  readonly outputs: JsonObject;
}

/** The context as everybody sees it: what it recorded hides what it was told. */
export const contextOf = (data: StageData): JsonObject => ({ ...data.config, ...data.context });

/** A run as a job finds it. */
export interface LoadedRun {
  /** Epoch ms by the database's clock. */
  readonly now: number;
  readonly state: RunState;
  readonly body: ExecutionBody;
  /** Of the stage the job works for. */
  readonly data: StageData;
}

/** What jobs read; written by persistence alone. */
export interface RunReader {
  /** Undefined when the execution or the stage does not exist any more. */
  readonly load: (executionId: string, stageId: string) => Promise<LoadedRun | undefined>;
  /** Contexts and outputs of stages, by stage id; all of them without `stageIds`. */
  readonly stageData: (executionId: string, stageIds?: readonly string[]) => Promise<Map<string, StageData>>;
}
