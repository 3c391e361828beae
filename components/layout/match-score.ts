/**
 * How well a label answers what was typed: 0 = not at all, more is better. Every word must be found; a beginning counts
 * more than a beginning of a later word, and that more than somewhere inside.
 */
export function matchScore(typed: string, label: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const text = label.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === -1) return 0;
    score += at === 0 ? 3 : startsAWord(text, word) ? 2 : 1;
  }
  return score / words.length;
}

function startsAWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || /[^a-z0-9]/.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
