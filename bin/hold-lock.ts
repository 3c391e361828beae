import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * One Foredeck a data folder. A lock whose process is gone is taken over; a living one is named.
 * Throws with a sentence that says what to do.
 */
export function holdLock(file: string): { release(): void } {
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = Number(readFileSync(file, 'utf8').trim());
    if (isRunning(holder)) {
      throw new Error(
        `Foredeck already runs on this data (process ${holder}). Stop it first, or choose other data: FOREDECK_HOME=other PORT=7008 npm start`,
      );
    }
    rmSync(file, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // Process numbers are used again: another program under the old number does not hold the data.
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('foredeck');
  } catch {
    return true;
  }
}
