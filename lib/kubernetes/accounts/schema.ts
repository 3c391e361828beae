import { z } from 'zod';

// Stored, encrypted and guarded by lib/accounts (its verbs, permissions, audit).

/** Where the credentials of an account come from. An inline kubeconfig may not point at files or commands of the server. */
export const Credentials = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('inline'),
    kubeconfig: z
      .string()
      .min(1, 'Paste the kubeconfig.')
      .max(1_000_000, 'A kubeconfig of more than 1 MB is refused.'),
  }),
  z.object({ source: z.literal('file'), path: z.string().min(1, 'Name the kubeconfig file on the server.') }),
  z.object({ source: z.literal('inCluster') }),
]);
export type Credentials = z.infer<typeof Credentials>;

const AccountName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/i, 'Letters, digits and dashes; not at the ends.');

const Names = z.array(z.string().min(1).max(253)).max(1000);

/** What may be said about a kind the cluster defines by itself (Spinnaker's `customResources`). */
export const CustomResource = z.object({
  kubernetesKind: z.string().min(1),
  spinnakerKind: z.string().default('unclassified'),
  deployPriority: z.coerce.number().int().default(100),
  versioned: z.boolean().default(false),
  namespaced: z.boolean().default(true),
});

export type CustomResource = z.infer<typeof CustomResource>;

/** An account: one way into one cluster, with the limits put on it. */
export const AccountConfig = z
  .object({
    name: AccountName,
    credentials: Credentials,
    context: z.string().optional(),
    /** Free text such as `staging`; equals the name unless given. */
    environment: z.string().max(63).optional(),
    isProduction: z.boolean().default(false),
    namespaces: Names.default([]),
    omitNamespaces: Names.default([]),
    kinds: Names.default([]),
    omitKinds: Names.default([]),
    customResources: z.array(CustomResource).max(200).default([]),
    onlySpinnakerManaged: z.boolean().default(false),
    permissions: z
      .object({ READ: Names.default([]), WRITE: Names.default([]) })
      .default({ READ: [], WRITE: [] }),
  })
  .refine((account) => account.namespaces.length === 0 || account.omitNamespaces.length === 0, {
    path: ['omitNamespaces'],
    message: 'Give either the namespaces to use or those to leave out, not both.',
  })
  .refine((account) => account.kinds.length === 0 || account.omitKinds.length === 0, {
    path: ['omitKinds'],
    message: 'Give either the kinds to use or those to leave out, not both.',
  });
export type AccountConfig = z.infer<typeof AccountConfig>;

/** What a connection test found. `steps` stop at the first that failed. */
export const ConnectionReport = z.object({
  isUsable: z.boolean(),
  server: z.string().optional(),
  version: z.string().optional(),
  tlsVerified: z.boolean().optional(),
  /** One sentence on what is wrong and what to do; absent when all is well. */
  problem: z.string().optional(),
  /** Verbs that are missing, as `create deployments.apps in namespace shop`. */
  missing: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type ConnectionReport = z.infer<typeof ConnectionReport>;
