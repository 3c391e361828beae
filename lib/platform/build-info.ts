import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processState } from './process-state.ts';

/** The version in package.json. */
export function version(): string {
  return processState('version', () => {
    const text = readFileSync(join(process.cwd(), 'package.json'), 'utf8');
    return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
  });
}
