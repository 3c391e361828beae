import { ensureAdministrator } from './administrator.ts';

export interface FirstRun {
  /** The sandbox cluster is one of the accounts. */
  needsSandbox: boolean;
  sandboxPort: number;
  /** Where the administrator's generated password stands. */
  passwordFile: string | undefined;
  hasExamples: boolean;
}

/** Makes what an installation needs before its first visitor: the administrator, the sandbox's accounts, examples. */
export async function bootstrap(options: { sandboxPort: number }): Promise<FirstRun> {
  const passwordFile = await ensureAdministrator();
  return { needsSandbox: true, sandboxPort: options.sandboxPort, passwordFile, hasExamples: false };
}
