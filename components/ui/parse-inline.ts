export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

const code = /^`([^`]+)`/;
const strong = /^(\*\*|__)(?=\S)(.+?)(?<=\S)\1/;
const emphasis = /^(\*|_)(?=\S)([^*_]+?)(?<=\S)\1(?!\w)/;
const link = /^\[([^\]]+)\]\(\s*<?([^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*)>?(?:\s+"[^"]*")?\s*\)/;
const address = /^https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]]/;
const nextMark = /[`*_[\\]|https?:\/\//g;

/** Text with code, strong, emphasis and links. Whatever is not understood stays text, tags of HTML too. */
export function parseInline(source: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const found = depth < 4 ? readMark(rest, source[at - 1], depth) : null;
    if (found) {
      out.push(found.inline);
      at += found.length;
      continue;
    }
    nextMark.lastIndex = 1;
    const escaped = rest.startsWith('\\') && /[\\`*_[\]()#]/.test(rest[1] ?? '');
    if (escaped) {
      addText(out, rest[1] ?? '');
      at += 2;
      continue;
    }
    const end = depth < 4 ? (nextMark.exec(rest)?.index ?? rest.length) : rest.length;
    addText(out, rest.slice(0, end));
    at += end;
  }
  return out;
}

/** The address, if a browser may be sent there: only http, https and mailto, and paths of this console. */
export function safeHref(href: string): string | null {
  if (/^\/(?![/\\])/.test(href)) return href;
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol) ? href : null;
  } catch {
    return null;
  }
}

function readMark(rest: string, before: string | undefined, depth: number) {
  const codeMatch = code.exec(rest);
  if (codeMatch)
    return { inline: { kind: 'code' as const, text: codeMatch[1] ?? '' }, length: codeMatch[0].length };
  const strongMatch = strong.exec(rest);
  if (strongMatch) {
    const children = parseInline(strongMatch[2] ?? '', depth + 1);
    return { inline: { kind: 'strong' as const, children }, length: strongMatch[0].length };
  }
  // snake_case_names are not emphasis.
  const emphasisMatch = /\w/.test(before ?? '') ? null : emphasis.exec(rest);
  if (emphasisMatch) {
    const children = parseInline(emphasisMatch[2] ?? '', depth + 1);
    return { inline: { kind: 'emphasis' as const, children }, length: emphasisMatch[0].length };
  }
  const linkMatch = link.exec(rest);
  const href = linkMatch ? safeHref(linkMatch[2] ?? '') : null;
  if (linkMatch && href !== null) {
    const children = parseInline(linkMatch[1] ?? '', 4);
    return { inline: { kind: 'link' as const, href, children }, length: linkMatch[0].length };
  }
  const addressMatch = address.exec(rest);
  if (addressMatch && safeHref(addressMatch[0]) !== null) {
    const children: Inline[] = [{ kind: 'text', text: addressMatch[0] }];
    return {
      inline: { kind: 'link' as const, href: addressMatch[0], children },
      length: addressMatch[0].length,
    };
  }
  return null;
}

function addText(out: Inline[], text: string): void {
  const last = out.at(-1);
  if (last?.kind === 'text') last.text += text;
  else out.push({ kind: 'text', text });
}
