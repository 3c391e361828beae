import { z } from 'zod';

/** An account as it is shown: everything but its credentials. */
export const AccountView = z.object({
  name: z.string(),
  environment: z.string(),
  isProduction: z.boolean(),
  source: z.enum(['inline', 'file', 'inCluster']),
  /** For a file: where it is. */
  path: z.string(),
  context: z.string().nullable(),
  namespaces: z.array(z.string()),
  omitNamespaces: z.array(z.string()),
  kinds: z.array(z.string()),
  omitKinds: z.array(z.string()),
  onlySpinnakerManaged: z.boolean(),
  permissions: z.object({ READ: z.array(z.string()), WRITE: z.array(z.string()) }),
  version: z.number(),
  updatedBy: z.string(),
  updatedAt: z.string(),
  may: z.object({ write: z.boolean() }),
});
export type AccountView = z.infer<typeof AccountView>;
