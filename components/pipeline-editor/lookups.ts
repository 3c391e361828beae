import type { StageDescription } from '#lib/stages/fields.ts';

/** An account one may deploy to. */
interface AccountChoice {
  name: string;
  isProduction?: boolean;
}

/** A pipeline another stage or trigger may name. */
interface PipelineChoice {
  id: string;
  name: string;
  parameters?: readonly { name: string; label?: string; description?: string; default?: string }[];
}

/** What the editor asks about the world. Lists that problems are found by are there from the start. */
export interface Lookups {
  accounts: readonly AccountChoice[];
  applications: readonly string[];
  /** Teams and roles that may be named in permissions and approvals. */
  roles: readonly string[];
  namespaces(account: string): Promise<readonly string[]>;
  /** Names such as `deployment web`, of the given kinds or of all. */
  manifests(account: string, namespace: string, kinds?: readonly string[]): Promise<readonly string[]>;
  pipelines(application: string): Promise<readonly PipelineChoice[]>;
}

/** Finds the description of a stage type, aliases included. */
export function describeStage(
  descriptions: readonly StageDescription[],
  type: string,
): StageDescription | undefined {
  return (
    descriptions.find((description) => description.type === type) ??
    descriptions.find((description) => description.aliases?.includes(type))
  );
}
