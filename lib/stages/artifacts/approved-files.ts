import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { type StageRun, TerminalError } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import type { Services } from '../services.ts';

/** What stood behind addresses when somebody looked: the content's hash by address. */
export type FileHashes = Readonly<Record<string, string>>;

/** Stands for a file that could not be read: what is there later is in no case what was approved. */
const unreadable = 'unreadable';
const readsAtOnce = 4;

/** The artifacts anywhere in a value that only name a file elsewhere, whose content may change under its address. */
export function filesNamed(value: unknown): JsonObject[] {
  const found = new Map<string, JsonObject>();
  const visit = (item: unknown): void => {
    if (Array.isArray(item)) item.forEach(visit);
    if (!isObject(item)) return;
    if (isFile(item)) found.set(item.reference, item);
    Object.values(item).forEach(visit);
  };
  visit(value);
  return [...found.values()];
}

const isFile = (item: JsonObject): item is JsonObject & { reference: string } =>
  item.type === 'http/file' && typeof item.reference === 'string' && !item.reference.includes('${');

/** Reads the files and keeps what they hold, as hashes. */
export async function hashFiles(
  run: StageRun<unknown, Pick<Services, 'artifacts'>>,
  files: readonly JsonObject[],
): Promise<FileHashes> {
  const limit = pLimit(readsAtOnce);
  const hashes = files.map((file) =>
    limit(async () => {
      const text = run.services.artifacts.fetch(file, run.signal);
      return [String(file.reference), await text.then(hashOf, () => unreadable)] as const;
    }),
  );
  return Object.fromEntries(await Promise.all(hashes));
}

/**
 * Reads what an artifact points to. When somebody approved this run on the way here, a file that they could have looked at
 * must still hold what it held then; throws TerminalError otherwise. Files that were named only after the approval are not
 * covered by it.
 */
export async function readApproved(
  run: StageRun<unknown, Pick<Services, 'artifacts'>>,
  artifact: JsonObject,
): Promise<string> {
  const text = await run.services.artifacts.fetch(artifact, run.signal);
  const address = String(artifact.reference);
  for (const stage of await run.ancestors()) {
    if (stage.type !== 'manualJudgment' || stage.status !== 'SUCCEEDED') continue;
    const files = stage.context.subjectFiles;
    const approved = isObject(files) && Object.hasOwn(files, address) ? files[address] : undefined;
    if (approved === undefined || approved === hashOf(text)) continue;
    const why = approved === unreadable ? 'could not be read when' : 'has changed since';
    throw new TerminalError(
      `${address} ${why} "${stage.name}" was approved: what it holds now was approved by nobody. Restart "${stage.name}", look at it and approve it again.`,
    );
  }
  return text;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
