import { bootstrap, sandboxKubeconfig } from '#lib/bootstrap/bootstrap.ts';
import { config } from '#lib/platform/config.ts';
import { closeDatabase } from '#lib/platform/database/index.ts';
import { migrate } from '#lib/platform/database/setup.ts';
import { USABLE } from '../prepare.ts';

/** Migrates the database and makes what a first visitor needs; tells its supervisor what there is (bin/prepare.ts). */
export async function prepareCommand(): Promise<void> {
  const { databaseUrl } = config();
  if (!databaseUrl) throw new Error('Set DATABASE_URL to the database that shall be prepared.');
  await migrate(databaseUrl);
  const first = await bootstrap({ withSandbox: true, onUsable: () => process.send?.(USABLE) });
  await closeDatabase();
  process.send?.({ ...first, kubeconfig: sandboxKubeconfig() });
  // An open channel to the supervisor would keep this process alive.
  if (process.connected) process.disconnect();
}
