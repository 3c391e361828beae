const LITERALS: Readonly<Record<string, string>> = { n: 'null', t: 'true', f: 'false' };

/** A character as Go quotes it inside a sentence. */
function quoted(character: string): string {
  if (character === "'") return `'\\''`;
  return `'${JSON.stringify(character).slice(1, -1).replace('\\"', '"')}'`;
}

/** What Go's decoder says about a text that does not begin as JSON does; undefined where it fails further on. */
export function jsonError(text: string): string | undefined {
  const body = text.trimStart();
  const first = body[0];
  if (first === undefined) return 'unexpected end of JSON input';
  const literal = LITERALS[first];
  if (literal !== undefined) {
    const at = [...literal].findIndex((letter, index) => body[index] !== letter);
    if (at < 0) return undefined;
    const found = body[at];
    if (found === undefined) return 'unexpected end of JSON input';
    return `invalid character ${quoted(found)} in literal ${literal} (expecting ${quoted(literal[at] ?? '')})`;
  }
  return /[[{"\d-]/.test(first)
    ? undefined
    : `invalid character ${quoted(first)} looking for beginning of value`;
}
