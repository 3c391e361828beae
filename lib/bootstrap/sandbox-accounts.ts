import { createAccount } from '#lib/accounts/index.ts';
import { systemContext } from '#lib/auth/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';

/** The sandbox cluster seen twice, by namespace, so that a pipeline has somewhere to go from and to. */
export async function createSandboxAccounts(kubeconfig: string): Promise<void> {
  const ctx = systemContext('examples');
  for (const [name, isProduction] of [
    ['staging', false],
    ['production', true],
  ] as const) {
    const config = AccountConfig.parse({
      name,
      credentials: { source: 'file', path: kubeconfig },
      environment: name,
      isProduction,
      namespaces: [name],
    });
    await createAccount(ctx, config);
  }
}
