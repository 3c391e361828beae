/** What of a cluster shows in kubectl's words without being a property of Kubernetes. */
export interface Surroundings {
  nodes: readonly string[];
  /** The API server's address as kubectl prints it. */
  server: string;
}

/** Letters of generated names: no vowels and nothing that looks alike, so that no word comes out by chance. */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';

const replacements: readonly [RegExp, string][] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC/g, '<time>'],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/(resourceVersion\\?"?: ?)\\?"\d+\\?"/g, '$1<version>'],
  // As Go prints a map.
  [/\bresourceVersion:\d+/g, 'resourceVersion:<version>'],
  [/"continue":"[\w-]+"/g, '"continue":"<token>"'],
  [/(Resource Version: +)\d+/g, '$1<version>'],
  [/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, '<ip>'],
  [/\b3[0-2]\d{3}\b/g, '<nodePort>'],
  [/0x[0-9a-f]{6,}/g, '<address>'],
  [/(Too large resource version: \d+, current:) \d+/g, '$1 <version>'],
  [/(too old resource version: \d+) \(\d+\)/g, '$1 (<version>)'],
  [/(ResourceVersion in record) \(\d+\)/g, '$1 (<version>)'],
  [/(Expected resource version to be \d+, was) \d+/g, '$1 <version>'],
  // kubectl diff compares two files that it makes for the moment, and says where and when.
  [/\/tmp\/(LIVE|MERGED)-\d+/g, '<$1>'],
  [/^((?:---|\+\+\+) <\S+)\t.*$/gm, '$1'],
  [/^diff -u -N .*$/gm, 'diff'],
  [/\/tmp\/kubectl-edit-\d+\.yaml/g, '<edited file>'],
  // Pods of Deployments, then ReplicaSets and revisions, then whatever has a generated name.
  [new RegExp(`-${RANDOM}{6,10}-${RANDOM}{5}\\b`, 'g'), '-<hash>-<random>'],
  [new RegExp(`-${RANDOM}{8,10}\\b`, 'g'), '-<hash>'],
  [new RegExp(`(pod-template-hash"?[=:] ?"?)${RANDOM}{5,10}`, 'g'), '$1<hash>'],
  [new RegExp(`-${RANDOM}{5}\\b`, 'g'), '-<random>'],
  // Jobs of a CronJob carry the minute they are for.
  [/-\d{8}\b/g, '-<minute>'],
  [/ \(x\d+ over [^)]*\)/g, ''],
  [/<invalid>/g, '<age>'],
];

/** Ages look like quantities of CPU (`100m`), which must be compared. */
const age = /(?<![=\w.:"'/-])(\d+[ydhms])+(?![\w.])/g;
const ageNotMilli = /(?<![=\w.:"'/-])(\d+[ydhms])*\d+[ydhs](?![\w.])/g;
const withoutAges = (line: string) => line.replaceAll(/cpu/i.test(line) ? ageNotMilli : age, '<age>');

/** kubectl's own log, which it writes when a watch is cut short. */
const logLine = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ .*\n?/gm;

/** kubectl's words without what differs from one run to the next: ages, addresses, generated names, column widths. */
export function normalize(text: string, { nodes, server }: Surroundings): string {
  let result = text
    .replaceAll(logLine, '')
    .replaceAll(server, '<server>')
    .replaceAll(new URL(server).host, '<host>');
  for (const node of nodes) result = result.replaceAll(node, '<node>');
  for (const [, prefix = ''] of text.matchAll(/generateName: ([a-z0-9-]*[a-z0-9])$/gm)) {
    result = result.replaceAll(new RegExp(`${prefix}${RANDOM}{5}\\b`, 'g'), `${prefix}<random>`);
  }
  for (const [pattern, replacement] of replacements) result = result.replaceAll(pattern, replacement);
  const lines = result.split('\n').map((line) =>
    withoutAges(line)
      .replace(/\t/g, '  ')
      .replace(/(\S) {2,}/g, '$1  ')
      .trimEnd(),
  );
  return sortFaults(sortEvents(lines)).join('\n').trimEnd();
}

/** Reasons of events that come from a node's kubelet: simulated nodes have none, so they are not part of the truth. */
const fromKubelet =
  /\b(Pulling|Pulled|Created|Started|Killing|BackOff|Unhealthy|Failed)\b.*kubelet|\bkubelet\b/;

/** Events that happen in one moment have no order of their own, and repeated ones are counted now or later. */
function sortEvents(lines: string[]): string[] {
  const start = lines.findIndex((line) => /^Events:/.test(line));
  if (start < 0) return lines;
  const heading = lines.slice(0, start);
  const events = lines
    .slice(start + 1)
    .filter((line) => /^ +(Normal|Warning) /.test(line) && !fromKubelet.test(line));
  return [...heading, events.length > 0 ? 'Events:' : 'Events: <none>', ...new Set(events.sort())];
}

/** The faults of one object come in the order of a Go map where a schema of the user found them. */
function sortFaults(lines: string[]): string[] {
  const isFault = (line: string | undefined) => line?.startsWith('* ') ?? false;
  const result: string[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (isFault(lines[end])) end++;
    if (end === at) end++;
    result.push(...lines.slice(at, end).sort());
    at = end;
  }
  return result;
}
