import { join } from 'node:path';
import { config } from '#lib/platform/config.ts';
import { database } from '#lib/platform/database/index.ts';
import { ensureAdministrator } from './administrator.ts';

export interface FirstRun {
  /** The sandbox cluster is one of the accounts. */
  needsSandbox: boolean;
  /** Where the administrator's generated password stands. */
  passwordFile: string | undefined;
}

/** Where the sandbox of this data folder keeps its kubeconfig. */
export function sandboxKubeconfig(): string {
  return join(config().home, 'sandbox', 'kubeconfig');
}

/**
 * Makes what an installation needs before its first visitor: the administrator and, on a database where nothing was ever
 * set up, the sandbox's accounts with the examples. A configured database is never touched.
 */
export async function bootstrap(options: {
  withSandbox: boolean;
  /** Somebody can sign in; what follows takes a second more. */
  onUsable: () => void;
}): Promise<FirstRun> {
  const passwordFile = await ensureAdministrator();
  options.onUsable();
  if (options.withSandbox && (await isUntouched())) {
    // Loaded on demand: pipelines and clusters take a second to load, and only the first start needs them.
    const [{ createSandboxAccounts }, { createExamples }] = await Promise.all([
      import('./sandbox-accounts.ts'),
      import('./examples/create-examples.ts'),
    ]);
    await createSandboxAccounts(sandboxKubeconfig());
    await createExamples();
    await database().setting.create({ data: { key: 'examples', value: { present: true } } });
  }
  return { needsSandbox: options.withSandbox && (await usesSandbox(sandboxKubeconfig())), passwordFile };
}

/** Whether some account leads to the sandbox of this data folder. */
async function usesSandbox(kubeconfig: string): Promise<boolean> {
  return (await database().account.count({ where: { source: 'file', kubeconfig } })) > 0;
}

async function isUntouched(): Promise<boolean> {
  const [setting, accounts, applications, teams] = await Promise.all([
    database().setting.count({ where: { key: 'examples' } }),
    database().account.count(),
    database().application.count(),
    database().team.count(),
  ]);
  return setting + accounts + applications + teams === 0;
}
