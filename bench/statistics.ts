/** The value in the middle; between the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
}

/** "1.02 s (0.98-1.30)": the median and, in brackets, the least and the most. */
export function spread(values: readonly number[], unit: 's' | 'ms'): string {
  const told = (ms: number) => (unit === 's' ? (ms / 1000).toFixed(2) : ms.toFixed(ms < 10 ? 1 : 0));
  return `${told(median(values))} ${unit} (${told(Math.min(...values))}-${told(Math.max(...values))})`;
}
