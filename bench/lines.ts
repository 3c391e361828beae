import type { Line } from './report.ts';

/** By id, or by id and what is measured where a bar has several lines. */
const AGAINST: Record<string, string> = {
  P1: 'Orca 8.56 on two cores: 53 / 80 ms alone, 179-200 / 231-386 ms with 50 runs',
  P11: 'Orca 8.56: 605 s when a task was running, and it ran twice',
  'P5 throughput': 'Orca 8.56 on two cores: 49-54 stages/s by default, 107-165 at its best setting',
};

/**
 * Reads what a benchmark printed as "P1 alone: gap p50 4.1 ms (bar: 6, 25)", and the weights of pages, printed as
 * "editor   312 kB of 450 kB in 21 files".
 */
export function linesIn(output: string): Line[] {
  return output.split('\n').flatMap((text) => {
    const [, id = '', what = '', measured = '', bar = ''] =
      text.match(/^(P\d+)\s*(.*?): (.*?)(?: \(bar: (.*)\))?$/) ?? [];
    const named = what || 'throughput';
    const against = AGAINST[`${id} ${named}`] ?? AGAINST[id] ?? '';
    if (id) return [{ id, what: named, measured, bar, against }];
    const [, page = '', weight = '', limit = '', files = ''] =
      text.match(/^(\S.*?)\s+(\d+ kB) of (\d+ kB) in (\d+) files$/) ?? [];
    const measuredFiles = `${weight} in ${files} files`;
    return page
      ? [{ id: 'P8', what: page, measured: measuredFiles, bar: limit, against: 'Deck: about 2,400 kB' }]
      : [];
  });
}
