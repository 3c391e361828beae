import type { ExecutionStatus, JsonObject } from '#lib/engine/model.ts';
import type { News } from '#lib/notifications/index.ts';
import type { NotificationSetting } from '#lib/notifications/schema.ts';
import type { OutboundAnswer, OutboundRequest } from '#lib/platform/outbound/index.ts';
import type { ClusterSizeNeeds } from './check-preconditions/cluster-size.ts';
import type { KubernetesNeeds } from './kubernetes/kubernetes-service.ts';

/**
 * What stage kinds may reach, handed to every task as `run.services`. The worker fills it in (`lib/worker`);
 * a kind names the part it needs in `defineStage<Context, Pick<Services, ...>>`, and its test fakes that part.
 */
export interface Services extends KubernetesNeeds, ClusterSizeNeeds {
  readonly pipelines: PipelineService;
  readonly http: OutboundHttp;
  readonly artifacts: ArtifactService;
  readonly roles: RoleService;
  readonly notifications: NotificationService;
}

/** Pipelines and their executions, with the rights of the given user. */
export interface PipelineService {
  /** The stored definition, or undefined. `pipeline` is its id. */
  readonly find: (pipeline: string) => Promise<JsonObject | undefined>;
  /** The same by name, whatever its case. */
  readonly findByName: (application: string, name: string) => Promise<JsonObject | undefined>;
  /** Starts a run. The same correlation id gives the run started before. Throws what the verb throws. */
  readonly start: (input: StartPipeline) => Promise<{ readonly executionId: string }>;
  readonly cancel: (input: { executionId: string; user: string; reason: string }) => Promise<void>;
  /** A run; with `reader`, none in an application that this person may not read. */
  readonly execution: (id: string, reader?: string) => Promise<ExecutionFacts | undefined>;
  /** The newest run of a pipeline; none in an application that the person may not read. */
  readonly newestExecution: (query: {
    readonly user: string;
    readonly application: string;
    readonly pipeline: string;
    /** Without them, whatever its status. */
    readonly statuses?: readonly ExecutionStatus[];
    /** Only runs older than this one. */
    readonly before?: string;
    /** Leaves the artifacts of the stage with this refId out. */
    readonly exceptRefId?: string;
  }) => Promise<ExecutionFacts | undefined>;
  /** What the deploys of a run brought out, newest first: names of objects by namespace. */
  readonly deploysOf: (
    executionId: string,
  ) => Promise<readonly { readonly account: string; readonly names: JsonObject }[]>;
  /** Creates or, where application and name are taken, replaces a definition. */
  readonly save: (input: {
    readonly definition: JsonObject;
    readonly user: string;
  }) => Promise<{ readonly id: string; readonly outcome: 'created' | 'updated' }>;
}

export interface StartPipeline {
  readonly pipeline: string;
  readonly user: string;
  readonly correlationId: string;
  readonly parentExecutionId: string;
  readonly parentStageId: string;
  readonly parameters: JsonObject;
  readonly artifacts: readonly JsonObject[];
  readonly isDryRun: boolean;
}

/** An execution as another one sees it. */
export interface ExecutionFacts {
  readonly id: string;
  readonly application: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly canceled: boolean;
  /** Outputs of all stages merged in pipeline order, as a parent receives them. */
  readonly outputs: JsonObject;
  readonly artifacts: readonly JsonObject[];
  /** Why it was canceled, or could not go on. */
  readonly reason?: string;
  /** First stage that failed, for the parent's error. */
  readonly failure?: {
    readonly stageId: string;
    readonly stageName: string;
    readonly stageIndex: number;
    readonly errors: readonly string[];
  };
}

/** HTTP to places users name: bounded in time and size, private addresses refused. */
export interface OutboundHttp {
  readonly request: (input: OutboundRequest) => Promise<OutboundAnswer>;
}

export interface ArtifactService {
  /** The content an artifact points to, as text. Throws a sentence when it cannot be had. */
  readonly fetch: (artifact: JsonObject, signal: AbortSignal) => Promise<string>;
}

/** Tells people and programs outside. */
export interface NotificationService {
  /** Puts news on their way; the same key again sends nothing again. */
  readonly send: (key: string, settings: readonly NotificationSetting[], news: News) => Promise<void>;
}

/** Who may judge. */
export interface RoleService {
  readonly rolesOf: (
    user: string,
  ) => Promise<{ readonly roles: readonly string[]; readonly isAdmin: boolean }>;
}
