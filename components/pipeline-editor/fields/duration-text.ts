/** The unit a length of time is stored in. */
type DurationUnit = 'ms' | 's' | 'min';

const UNIT_MS: Record<DurationUnit, number> = { ms: 1, s: 1_000, min: 60_000 };
const PARTS = [
  { word: 'd', ms: 86_400_000, names: ['d', 'day', 'days'] },
  { word: 'h', ms: 3_600_000, names: ['h', 'hr', 'hour', 'hours'] },
  { word: 'min', ms: 60_000, names: ['m', 'min', 'mins', 'minute', 'minutes'] },
  { word: 's', ms: 1_000, names: ['s', 'sec', 'secs', 'second', 'seconds'] },
  { word: 'ms', ms: 1, names: ['ms', 'millisecond', 'milliseconds'] },
] as const;

/** A stored length of time in words: 7200 in `s` reads "2 h". */
export function formatDurationText(value: number, unit: DurationUnit): string {
  let rest = Math.round(value * UNIT_MS[unit]);
  if (rest === 0) return `0 ${unit}`;
  const words: string[] = [];
  for (const part of PARTS) {
    const count = Math.floor(rest / part.ms);
    if (count > 0) words.push(`${count} ${part.word}`);
    rest -= count * part.ms;
  }
  return words.join(' ');
}

/** Reads "2 h", "1h30m", "90 s" or a bare number in the unit itself; undefined when it is no length of time. */
export function parseDurationText(text: string, unit: DurationUnit): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (!/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/.test(trimmed)) return undefined;
  let total = 0;
  for (const [, number, name] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const part = PARTS.find((candidate) => candidate.names.some((known) => known === name));
    if (!part) return undefined;
    total += Number(number) * part.ms;
  }
  return total / UNIT_MS[unit];
}
