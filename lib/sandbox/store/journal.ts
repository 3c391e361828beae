import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { KubernetesObject, ResourceId } from './object.ts';

/** One line of the journal: an object as it is from now on, or the end of one. */
export type JournalEntry =
  | { readonly set: KubernetesObject; readonly of: ResourceId }
  | { readonly gone: string; readonly of: ResourceId; readonly at: number };

/** The append-only record of a store in its data folder. */
export interface Journal {
  append(entry: JournalEntry): void;
  /** When this returns, everything appended before is on the disk. */
  flush(): void;
  close(): void;
}

const FLUSH_AFTER_MS = 20;
const COMPACT_BEYOND_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 1 << 20;

/** Calls `each` with the lines of a file without holding the file in memory. */
function eachLine(path: string, each: (line: string) => void): void {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
    const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) each(line);
  }
  closeSync(file);
}

/**
 * Reads what a data folder holds, snapshot first. A last line without its end was cut off by a crash before it was durable:
 * it is left out.
 */
export function readJournal(folder: string, apply: (entry: JournalEntry) => void): void {
  for (const name of ['snapshot.ndjson', 'journal.ndjson']) {
    const path = join(folder, name);
    if (existsSync(path)) eachLine(path, (line) => apply(JSON.parse(line) as JournalEntry));
  }
}

/** Cuts off a last line without its end, so that the next one begins on a line of its own. */
function cutBrokenEnd(path: string): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let whole = size;
  while (whole > 0) {
    const start = Math.max(0, whole - CHUNK_BYTES);
    const read = readSync(file, chunk, 0, whole - start, start);
    const end = chunk.subarray(0, read).lastIndexOf(0x0a);
    whole = end < 0 ? start : start + end + 1;
    if (end >= 0) break;
  }
  closeSync(file);
  if (whole < size) truncateSync(path, whole);
}

/** Replaces snapshot and journal by a snapshot of these entries: written aside, synced, then renamed. */
function writeSnapshot(folder: string, entries: Iterable<JournalEntry>): void {
  const aside = join(folder, 'snapshot.new');
  const file = openSync(aside, 'w', 0o600);
  let text = '';
  for (const entry of entries) {
    text += `${JSON.stringify(entry)}\n`;
    if (text.length < CHUNK_BYTES) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  fdatasyncSync(file);
  closeSync(file);
  renameSync(aside, join(folder, 'snapshot.ndjson'));
}

/**
 * Opens the journal of a folder for appending. Writes are batched for a few milliseconds and synced once a batch.
 * @param state everything the store holds, asked for when the journal has grown enough to be folded into a snapshot
 */
export function openJournal(folder: string, state: () => Iterable<JournalEntry>): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'journal.ndjson');
  if (existsSync(path)) cutBrokenEnd(path);
  let size = existsSync(path) ? statSync(path).size : 0;
  const file = openSync(path, 'a', 0o600);
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    writeSync(file, text);
    fdatasyncSync(file);
    size += text.length;
    if (size < COMPACT_BEYOND_BYTES) return;
    // A crash between these two leaves a journal that repeats the snapshot: reading it again changes nothing.
    writeSnapshot(folder, state());
    truncateSync(path);
    size = 0;
  };
  return {
    append(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`);
      timer ??= setTimeout(flush, FLUSH_AFTER_MS);
    },
    flush,
    close() {
      flush();
      closeSync(file);
    },
  };
}
