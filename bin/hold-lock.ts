import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * One Foredeck a data folder. A lock whose process is gone is taken over; a living one is named.
 * Throws with a sentence that says what to do.
 */
export function holdLock(file: string): { release(): void } {
  // Written aside and linked, so that nobody ever reads a lock that is only half there.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${birthOf(process.pid) ?? ''}\n`);
  try {
    for (;;) {
      try {
        linkSync(own, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const [holder, birth] = readFileSync(file, 'utf8').trim().split(' ');
      if (isRunning(Number(holder), birth)) {
        throw new Error(
          `Foredeck already runs on this data (process ${holder}). Stop it first, or choose other data: FOREDECK_HOME=other PORT=7008 npm start`,
        );
      }
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function isRunning(pid: number, birth: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // Process numbers are used again: a process born at another moment does not hold the data.
  const born = birthOf(pid);
  return !birth || born === undefined || born === birth;
}

/** When a process began, in ticks since the machine did; undefined where the system does not tell. */
function birthOf(pid: number): string | undefined {
  try {
    // The name in parentheses may hold anything; the fields after it are numbers (proc(5): starttime is the 22nd).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19];
  } catch {
    return undefined;
  }
}
