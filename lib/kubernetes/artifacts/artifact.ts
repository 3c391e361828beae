/** A Spinnaker artifact. `reference` is what gets written into a manifest in place of `name`. */
export type Artifact = {
  type?: string | undefined;
  name?: string | undefined;
  version?: string | undefined;
  location?: string | undefined;
  reference?: string | undefined;
  artifactAccount?: string | undefined;
  customKind?: boolean | undefined;
  provenance?: string | undefined;
  uuid?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
};
