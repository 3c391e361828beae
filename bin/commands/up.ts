import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bootstrap, sandboxKubeconfig } from '#lib/bootstrap/index.ts';
import { config } from '#lib/platform/config.ts';
import { closeDatabase } from '#lib/platform/database/index.ts';
import { freePort, migrate, startEmbeddedPostgres } from '#lib/platform/database/setup.ts';
import { forgetProcessState } from '#lib/platform/process-state.ts';
import { keptSecret } from '#lib/platform/secrets.ts';
import { holdLock } from '../hold-lock.ts';
import { onStop } from '../on-stop.ts';
import { type Supervised, supervise } from '../supervise.ts';

/**
 * One machine: embedded PostgreSQL (unless DATABASE_URL is set), the sandbox cluster (unless other accounts are
 * configured), a web and a worker process, started together and stopped together.
 */
export async function up(args: string[]): Promise<void> {
  const { home, port, databaseUrl, url } = config();
  mkdirSync(home, { recursive: true });
  const lock = holdLock(join(home, 'foredeck.pid'));
  const stops: (() => Promise<void>)[] = [async () => lock.release()];
  const stop = async () => {
    for (const step of stops.reverse()) await step();
  };
  try {
    const kubeconfig = sandboxKubeconfig();
    if (!databaseUrl) {
      const password = keptSecret('postgres.password', () => randomBytes(18).toString('base64url'));
      const postgres = await startEmbeddedPostgres({ folder: join(home, 'postgres'), password });
      stops.push(() => postgres.stop());
      process.env.DATABASE_URL = postgres.url;
      forgetProcessState('config');
    }
    await migrate(config().databaseUrl ?? '');
    const first = await bootstrap({ withSandbox: true });
    await closeDatabase();

    const children: Supervised[] = [];
    if (first.needsSandbox) {
      const data = dirname(kubeconfig);
      const place = ['--port', String(await freePort()), '--kubeconfig', kubeconfig, '--data', data];
      rmSync(kubeconfig, { force: true });
      children.push(supervise('sandbox', ['sandbox', ...place]));
    }
    children.push(
      supervise('web', ['web', ...(args.includes('--dev') ? ['--dev'] : [])]),
      supervise('worker', ['worker']),
    );
    stops.push(() => Promise.all(children.map((child) => child.stop())).then(() => undefined));
    onStop(stop);
    await answers(`http://127.0.0.1:${port}/healthz`, children);
    announce({
      url,
      kubeconfig: first.needsSandbox ? kubeconfig : undefined,
      passwordFile: first.passwordFile,
    });
  } catch (error) {
    await stop();
    throw error;
  }
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
