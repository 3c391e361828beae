import type { Line } from './report.ts';

const AGAINST: Record<string, string> = {
  P1: 'Orca 8.56 on two cores: 53 / 80 ms alone, 179-200 / 231-386 ms with 50 runs',
  P5: 'Orca 8.56 on two cores: 49-54 stages/s by default, 107-165 at its best setting',
  P8: 'Deck: about 2.4 MB',
};

/** Reads what a benchmark printed as "P1 alone: gap p50 4.1 ms (bar: 6, 25)". */
export function linesIn(output: string): Line[] {
  return output.split('\n').flatMap((text) => {
    const found = text.match(/^(P\d+)\s*(.*?): (.*?)(?: \(bar: (.*)\))?$/);
    if (!found) return [];
    const [, id = '', what = '', measured = '', bar = ''] = found;
    return [{ id, what: what || 'throughput', measured, bar, against: AGAINST[id] ?? '' }];
  });
}
