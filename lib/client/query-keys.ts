/**
 * Names of what the page's cache holds. A query whose key begins with one of these is fetched again when a live event
 * touches it, so every query of the console begins with one: `[...keys.executions(app), filters]`.
 */
export const keys = {
  me: () => ['me'] as const,
  applications: () => ['applications'] as const,
  application: (name: string) => ['application', name] as const,
  pipelines: (application: string) => ['pipelines', application] as const,
  pipeline: (id: string) => ['pipeline', id] as const,
  /** Who has it open in an editor: written by live events alone. */
  pipelineEditors: (id: string) => ['pipeline-editors', id] as const,
  /** Lists of runs over all applications. */
  executionsEverywhere: () => ['executions-everywhere'] as const,
  executions: (application: string) => ['executions', application] as const,
  execution: (id: string) => ['execution', id] as const,
  /** What was told of a run. */
  notifications: (executionId: string) => ['notifications', executionId] as const,
  approvals: () => ['approvals'] as const,
  allInfrastructure: () => ['infrastructure'] as const,
  infrastructure: (application: string) => ['infrastructure', application] as const,
  accounts: () => ['accounts'] as const,
  account: (name: string) => ['account', name] as const,
  users: () => ['users'] as const,
  teams: () => ['teams'] as const,
  audit: () => ['audit'] as const,
};
