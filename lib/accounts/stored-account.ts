import { z } from 'zod';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { decryptSecret, encryptSecret } from '#lib/platform/secrets.ts';
import type { Account as AccountRow } from '#prisma/generated/client.ts';

const Scope = z.object({
  namespaces: z.array(z.string()).default([]),
  omitNamespaces: z.array(z.string()).default([]),
  kinds: z.array(z.string()).default([]),
  omitKinds: z.array(z.string()).default([]),
  customResources: z.array(z.unknown()).default([]),
  onlySpinnakerManaged: z.boolean().default(false),
});
export const StoredPermissions = z.object({
  READ: z.array(z.string()).default([]),
  WRITE: z.array(z.string()).default([]),
});

/** The columns of an account. An inline kubeconfig is encrypted before it gets near the database. */
export function columnsOf(config: AccountConfig) {
  const { credentials } = config;
  return {
    environment: config.environment ?? config.name,
    production: config.isProduction,
    source: credentials.source,
    kubeconfig:
      credentials.source === 'inline'
        ? encryptSecret(credentials.kubeconfig)
        : credentials.source === 'file'
          ? credentials.path
          : '',
    context: config.context ?? null,
    scope: {
      namespaces: config.namespaces,
      omitNamespaces: config.omitNamespaces,
      kinds: config.kinds,
      omitKinds: config.omitKinds,
      customResources: config.customResources,
      onlySpinnakerManaged: config.onlySpinnakerManaged,
    },
    permissions: config.permissions,
  };
}

/**
 * The account with its credentials, decrypted: for making a client, never for an answer. With credentials given, the
 * stored ones are not even read: whoever lost the key enters them anew.
 */
export function configOf(row: AccountRow, credentials: unknown = storedCredentials(row)): AccountConfig {
  return AccountConfig.parse({
    name: row.name,
    credentials,
    ...(row.context ? { context: row.context } : {}),
    environment: row.environment || row.name,
    isProduction: row.production,
    ...scopeOf(row),
    permissions: StoredPermissions.parse(row.permissions),
  });
}

function storedCredentials(row: AccountRow): AccountConfig['credentials'] {
  switch (row.source) {
    case 'inline':
      return { source: 'inline', kubeconfig: decryptSecret(row.kubeconfig) };
    case 'file':
      return { source: 'file', path: row.kubeconfig };
    default:
      return { source: 'inCluster' };
  }
}

export function scopeOf(row: AccountRow): z.infer<typeof Scope> {
  return Scope.parse(row.scope);
}
