const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
// OSC (titles, links; ended by BEL or ST), CSI (colors, cursor) and two-byte escapes, as ECMA-48 writes them.
const sequences = new RegExp(
  [
    `${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)`,
    `${esc}\\[[0-?]*[ -/]*[@-~]`,
    `${esc}[ -/]*[0-~]`,
  ].join('|'),
  'g',
);

/** A log line as plain text: no terminal colors, titles or control characters; tabs stay. */
export function stripAnsi(line: string): string {
  return line.replace(sequences, '').replace(/\p{Cc}/gu, (control) => (control === '\t' ? control : ''));
}
