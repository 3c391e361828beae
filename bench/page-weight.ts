import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Prints how much JavaScript, compressed, a browser fetches before a page works (quality bar P8), from the newest build.
 * Chunks that a page loads only when somebody asks for them (an editor in a tab) are not counted with it.
 */
const build = process.env.FOREDECK_BUILD_DIR ?? '.next';
const limits: { name: string; page: string; maxKb: number }[] = [
  { name: 'first page (home)', page: '(console)/page', maxKb: 250 },
  { name: 'clusters', page: '(console)/applications/[application]/(tabs)/clusters/page', maxKb: 250 },
  { name: 'run', page: '(console)/applications/[application]/executions/[execution]/page', maxKb: 450 },
  { name: 'editor', page: '(console)/applications/[application]/pipelines/[pipeline]/page', maxKb: 450 },
];

const shared = stringsIn(JSON.parse(readFileSync(join(build, 'build-manifest.json'), 'utf8')).rootMainFiles);
const sizes = new Map<string, number>();
let isOver = false;

for (const { name, page, maxKb } of limits) {
  const chunks = new Set([...shared, ...chunksOf(page)].filter((file) => file.endsWith('.js')));
  const bytes = [...chunks].reduce((sum, file) => sum + compressedSize(file), 0);
  const kb = bytes / 1024;
  if (kb > maxKb) isOver = true;
  console.log(`${name.padEnd(20)} ${kb.toFixed(0).padStart(5)} kB of ${maxKb} kB in ${chunks.size} files`);
}
const heaviest = [...sizes].sort(([, a], [, b]) => b - a).slice(0, 5);
console.log('heaviest files:');
for (const [file, bytes] of heaviest) console.log(`  ${(bytes / 1024).toFixed(0).padStart(5)} kB ${file}`);
if (isOver) process.exitCode = 1;

/** The entry chunks of a page and of the layouts around it, from the manifest that the build writes for it. */
function chunksOf(page: string): string[] {
  const path = join(build, 'server/app', `${page}_client-reference-manifest.js`);
  const text = readFileSync(path, 'utf8');
  const json = text.slice(text.indexOf('{', text.indexOf('] =') + 1), text.lastIndexOf('}') + 1);
  const manifest: unknown = JSON.parse(json);
  if (typeof manifest !== 'object' || manifest === null || !('entryJSFiles' in manifest)) {
    throw new Error(`${path} does not name the entry files of its page.`);
  }
  return Object.values(manifest.entryJSFiles ?? {}).flatMap(stringsIn);
}

function compressedSize(file: string): number {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const bytes = gzipSync(readFileSync(join(build, decodeURIComponent(file)))).length;
  sizes.set(file, bytes);
  return bytes;
}

function stringsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

// A build without chunks would pass every limit.
if (readdirSync(join(build, 'static/chunks')).length === 0) throw new Error('There is no build to weigh.');
