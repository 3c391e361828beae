import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** What the built pages are made from. */
const SOURCES = [
  'package.json',
  'package-lock.json',
  'next.config.ts',
  'proxy.ts',
  'tsconfig.json',
  'prisma/schema/**',
  'public/**',
  '{app,components,lib}/**',
];

/** Builds the pages when they were never built, or were built from other sources. Answers whether it built. */
export async function ensureBuild(): Promise<boolean> {
  const folder = join(ROOT, process.env.FOREDECK_BUILD_DIR ?? '.next');
  const mark = join(folder, 'foredeck-source-hash');
  const wanted = sourceHash();
  const isBuilt = existsSync(join(folder, 'BUILD_ID')) && existsSync(mark);
  if (isBuilt && readFileSync(mark, 'utf8') === wanted) return false;
  process.stdout.write('Building the pages (a minute or two, once after each change of the sources) ...\n');
  await runNext(['build']);
  writeFileSync(mark, wanted);
  return true;
}

/** Runs a command of Next.js; rejects when it fails. Ctrl-C ends both. */
export function runNext(args: string[]): Promise<void> {
  const next = join(dirname(createRequire(import.meta.url).resolve('next/package.json')), 'dist/bin/next');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [next, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`next ${args.join(' ')} failed (${signal ?? `exit code ${code}`}).`));
    });
  });
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: ROOT })
    .filter((file) => !/\.test\.tsx?$/.test(file) && statSync(join(ROOT, file)).isFile())
    .sort();
  for (const file of files) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}
