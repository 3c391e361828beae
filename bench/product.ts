import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '#lib/platform/database/setup.ts';
import { ensureBuild } from '../bin/ensure-build.ts';
import { cpuSecondsOf } from './memory.ts';

const ROOT = join(import.meta.dirname, '..');
const PASSWORD = 'only-for-benchmarks';
const Started = z.object({ executionId: z.string() });
const Run = z.object({
  status: z.string(),
  startTime: z.number().nullable(),
  endTime: z.number().nullable(),
});

/** A running `foredeck up`, and somebody who is signed in to it as an administrator. */
export interface Product {
  url: string;
  home: string;
  /** The supervisor's process; all others descend from it. */
  pid: number;
  /** Where the sandbox's kubeconfig lies. */
  kubeconfig: string;
  /** From the start of the process until the sign-in page was there. */
  startedInMs: number;
  /** CPU time that all its processes took until then. What a busy machine cannot lengthen much. */
  startedWithCpuMs: number;
  /** The headers that make a request the administrator's. */
  headers(): Record<string, string>;
  /** Calls the REST API; throws with its words when it refuses. */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Starts an operation and waits until its run has ended; answers the ms from the request to the recorded end. */
  operate(application: string, operation: Operation): Promise<number>;
  stop(): Promise<void>;
}

export interface Operation {
  type: string;
  account: string;
  description: string;
  context: Record<string, unknown>;
}

/** A new data folder for a product. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'foredeck-bench-'));
  // The account that runs the database must be able to walk in.
  chmodSync(home, 0o755);
  return home;
}

/** Makes sure that there is something to start. A build that is there is taken as it is. */
export async function needBuild(): Promise<void> {
  if (!existsSync(join(ROOT, process.env.FOREDECK_BUILD_DIR ?? '.next', 'BUILD_ID'))) await ensureBuild();
}

/** Starts the built product on free ports with its data in `home` and signs in. */
export async function startProduct(home: string): Promise<Product> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const begun = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'bin/foredeck.ts'), 'up'], {
    cwd: ROOT,
    // By the channel it notices when the benchmark is killed, and ends too.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      FOREDECK_HOME: home,
      FOREDECK_ADMIN_PASSWORD: PASSWORD,
      FOREDECK_LOG: 'warn',
      DATABASE_URL: '',
      FOREDECK_URL: '',
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  await answers(`${url}/sign-in`, child, output);
  const startedInMs = performance.now() - begun;
  const startedWithCpuMs = cpuSecondsOf(child.pid ?? 0) * 1000;
  const jar = new Map<string, string>();
  const headers = () => ({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') });
  await signIn(url, jar, headers);
  const api = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    url,
    home,
    pid: child.pid ?? 0,
    kubeconfig: join(home, 'sandbox', 'kubeconfig'),
    startedInMs,
    startedWithCpuMs,
    headers,
    api,
    async operate(application, operation) {
      const start = Date.now();
      const path = `/applications/${application}/operations`;
      const { executionId } = Started.parse(await api('POST', path, operation));
      for (;;) {
        const run = Run.parse(await api('GET', `/executions/${executionId}`));
        if (run.endTime !== null) {
          if (run.status === 'SUCCEEDED') return run.endTime - start;
          throw new Error(`${operation.description} ended as ${run.status}.`);
        }
        await sleep(20);
      }
    },
    stop: () => end(child),
  };
}

/** Starts a product with an empty database; its data goes when it stops. */
export async function startFreshProduct(): Promise<Product> {
  await needBuild();
  const home = newHome();
  const product = await startProduct(home);
  return {
    ...product,
    async stop() {
      await product.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function answers(address: string, child: ChildProcess, output: readonly string[]): Promise<void> {
  for (;;) {
    const response = await fetch(address).catch(() => undefined);
    await response?.text();
    if (response?.status === 200) return;
    if (child.exitCode !== null)
      throw new Error(`foredeck up ended with ${child.exitCode}:\n${output.join('')}`);
    await sleep(20);
  }
}

async function signIn(
  url: string,
  jar: Map<string, string>,
  headers: () => Record<string, string>,
): Promise<void> {
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };
  const csrf = await fetch(`${url}/api/auth/csrf`);
  keep(csrf);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const form = { csrfToken, username: 'admin', password: PASSWORD, json: 'true' };
  const signedIn = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: headers(),
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  keep(signedIn);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
