import { readFile } from 'node:fs/promises';

/** Reads a JSON file; undefined when there is none. */
export async function readJsonFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
