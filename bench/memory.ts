import { globSync, readFileSync } from 'node:fs';

/** Memory of one program, in MB; PSS divides what processes share among them, so that a sum counts it once. */
export interface Memory {
  program: string;
  pssMb: number;
  rssMb: number;
}

/** The memory of a process and all that descend from it, by program, PostgreSQL's processes together. Linux only. */
export function memoryOf(root: number): Memory[] {
  const programs = new Map<string, Memory>();
  for (const pid of familyOf(root)) {
    const program = nameOf(pid);
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    const mb = (field: string) =>
      Number(rollup.match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'))?.[1] ?? 0) / 1024;
    const known = programs.get(program) ?? { program, pssMb: 0, rssMb: 0 };
    programs.set(program, { program, pssMb: known.pssMb + mb('Pss'), rssMb: known.rssMb + mb('Rss') });
  }
  return [...programs.values()].sort((a, b) => b.pssMb - a.pssMb);
}

/** "612 MB (PSS; RSS 701): web 210, worker 160 ..." */
export function told(memory: readonly Memory[]): string {
  const sum = (of: (one: Memory) => number) => Math.round(memory.reduce((total, one) => total + of(one), 0));
  const parts = memory.map((one) => `${one.program} ${Math.round(one.pssMb)}`).join(', ');
  return `${sum((one) => one.pssMb)} MB (PSS; RSS ${sum((one) => one.rssMb)}): ${parts}`;
}

/** CPU seconds that a process, all that descend from it and those of them that have ended took so far. Linux only. */
export function cpuSecondsOf(root: number): number {
  const ticks = familyOf(root).map((pid) => {
    // The name in parentheses may hold anything; after it, times are fields 12 to 15 (proc(5): utime ... cstime).
    const fields = read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}

function familyOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const file of globSync('/proc/[0-9]*/stat')) {
    const [, pid, parent] = read(file).match(/^(\d+) \(.*\) \S (\d+)/s) ?? [];
    if (pid) children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(pid)]);
  }
  const family = [root];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  return family;
}

function nameOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`).split('\0');
  const at = words.findIndex((word) => word.endsWith('bin/foredeck.ts'));
  if (at >= 0) return words[at + 1] ?? 'foredeck';
  return words[0]?.includes('postgres') ? 'postgres' : (words[0] ?? '');
}

/** A process may end while it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
