import { z } from 'zod';

/** What can be done to a cluster outside of a pipeline; each is the stage kind of that name (reference section 9.1). */
export const operationKinds = [
  'deployManifest',
  'scaleManifest',
  'undoRolloutManifest',
  'rollingRestartManifest',
  'pauseRolloutManifest',
  'resumeRolloutManifest',
  'enableManifest',
  'disableManifest',
  'deleteManifest',
] as const;

export const StartOperation = z.object({
  type: z.enum(operationKinds),
  account: z.string().min(1, 'Choose an account.'),
  /** For the list of tasks: "Roll back deployment web to revision 3". */
  description: z.string().trim().min(1).max(300),
  reason: z.string().trim().max(500).default(''),
  /** The rest of the stage's context: location, manifestName, replicas ... */
  context: z.record(z.string(), z.unknown()).default({}),
  /** A repeat (a double click, a retry of the network) with the same id starts nothing new. */
  correlationId: z.string().min(8).max(128).optional(),
});
export type StartOperation = z.infer<typeof StartOperation>;
