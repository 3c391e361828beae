/** What a command line would do, as far as it can be told without running it. */
interface CommandEffect {
  /** Milliseconds until it ends; endless when it sleeps for ever. */
  runMs: number;
  exitCode: number;
  lines: string[];
}

const UNITS: Record<string, number> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads the simplest commands (`sleep 5`, `sh -c 'echo hello; exit 3'`); nothing when there is more to them. */
export function readCommand(
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
): CommandEffect | undefined {
  const words = [...(command ?? []), ...(args ?? [])];
  const program = (words[0] ?? '').split('/').at(-1);
  if (program === undefined || program === '') return undefined;
  if (/^(ba|a|da)?sh$/.test(program)) {
    const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
    const script = at < 0 ? undefined : words[at + 1];
    return script === undefined ? undefined : readScript(script);
  }
  const effect: CommandEffect = { runMs: 0, exitCode: 0, lines: [] };
  return runStatement([program, ...words.slice(1)], effect) === 'unknown' ? undefined : effect;
}

function readScript(script: string): CommandEffect | undefined {
  const effect: CommandEffect = { runMs: 0, exitCode: 0, lines: [] };
  for (const statement of script.split(/;|&&|\n/)) {
    const words = statement.trim().match(/"[^"]*"|'[^']*'|[^\s]+/g) ?? [];
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    const outcome = runStatement(
      words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')),
      effect,
    );
    if (outcome === 'unknown') return undefined;
    if (outcome === 'ended') return effect;
  }
  return effect;
}

function runStatement(words: readonly string[], effect: CommandEffect): 'unknown' | 'ended' | 'done' {
  const [program, ...rest] = words;
  switch (program) {
    case 'sleep': {
      if (rest[0] === 'infinity') {
        effect.runMs = Number.POSITIVE_INFINITY;
        return 'ended';
      }
      const match = /^([0-9.]+)([smhd]?)$/.exec(rest[0] ?? '');
      if (!match) return 'unknown';
      effect.runMs += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1000);
      effect.exitCode = 0;
      return 'done';
    }
    case 'echo':
      if (rest.some((word) => /[>|$`]/.test(word))) return 'unknown';
      effect.lines.push(rest.filter((word) => word !== '-n' && word !== '-e').join(' '));
      effect.exitCode = 0;
      return 'done';
    case 'true':
    case ':':
    case 'set':
      effect.exitCode = 0;
      return 'done';
    case 'false':
      effect.exitCode = 1;
      return 'done';
    case 'exit':
      effect.exitCode = Number.parseInt(rest[0] ?? String(effect.exitCode), 10) & 255;
      return 'ended';
    default:
      return 'unknown';
  }
}
