import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { config } from '#lib/platform/config.ts';
import {
  embeddedPostgresUrl,
  freePort,
  type RunningPostgres,
  startEmbeddedPostgres,
} from '#lib/platform/database/setup.ts';
import { forgetProcessState } from '#lib/platform/process-state.ts';
import { keptSecret } from '#lib/platform/secrets.ts';
import { holdLock } from '../hold-lock.ts';
import { onStop } from '../on-stop.ts';
import { requireFreePort } from '../port-taken.ts';
import { prepare } from '../prepare.ts';
import { type Supervised, supervise } from '../supervise.ts';

/**
 * One machine: embedded PostgreSQL (unless DATABASE_URL is set), the sandbox cluster (unless other accounts are
 * configured), a web and a worker process, started together and stopped together. The web process loads while the
 * database starts, and serves when it is prepared.
 */
export async function up(args: string[]): Promise<void> {
  const { home, port, host, databaseUrl, url } = config();
  mkdirSync(home, { recursive: true });
  const lock = holdLock(join(home, 'foredeck.pid'));
  const children: Supervised[] = [];
  let postgres: RunningPostgres | undefined;
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
    await postgres?.stop();
    lock.release();
  };
  onStop(stop);
  try {
    await requireFreePort(port, host);
    const embedded = databaseUrl ? undefined : await placeForDatabase(home);
    const web = supervise('web', ['web', '--held', ...(args.includes('--dev') ? ['--dev'] : [])]);
    children.push(web);
    if (embedded) postgres = await startEmbeddedPostgres(embedded);
    const { needsSandbox, kubeconfig, passwordFile } = await prepare(() => web.release());
    if (needsSandbox) {
      const data = dirname(kubeconfig);
      const place = ['--port', String(await freePort()), '--kubeconfig', kubeconfig, '--data', data];
      rmSync(kubeconfig, { force: true });
      children.push(supervise('sandbox', ['sandbox', '--storage', ...place]));
    }
    children.push(supervise('worker', ['worker']));
    await answers(`http://127.0.0.1:${port}/healthz`, children);
    announce({ url, kubeconfig: needsSandbox ? kubeconfig : undefined, passwordFile });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the embedded database will answer; told to the processes to come by DATABASE_URL. */
async function placeForDatabase(home: string) {
  const password = keptSecret('postgres.password', () => randomBytes(18).toString('base64url'));
  const place = { folder: join(home, 'postgres'), password, port: await freePort() };
  process.env.DATABASE_URL = embeddedPostgresUrl(place);
  forgetProcessState('config');
  return place;
}

async function answers(address: string, children: readonly Supervised[]): Promise<void> {
  for (;;) {
    const failed = children.find((child) => child.gaveUp);
    if (failed) throw new Error(`The ${failed.name} process does not start; its messages stand above.`);
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function announce(facts: {
  url: string;
  kubeconfig: string | undefined;
  passwordFile: string | undefined;
}): void {
  const lines = [
    '',
    `  Foredeck is up:    ${facts.url}`,
    facts.passwordFile
      ? `  Sign in as:        admin, with the password in ${facts.passwordFile}`
      : '  Sign in as:        admin, with the password that was set',
    ...(facts.kubeconfig
      ? [`  Sandbox cluster:   kubectl --kubeconfig ${facts.kubeconfig} get pods -A`]
      : []),
    '  Stop:              Ctrl-C',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
