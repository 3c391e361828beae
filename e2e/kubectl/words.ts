/** Splits a command as a shell would, as far as quotes go: single and double quotes group, a backslash is itself. */
export function words(command: string): string[] {
  const found: string[] = [];
  let current: string | undefined;
  let quote: string | undefined;
  for (const character of command) {
    if (quote) {
      if (character === quote) quote = undefined;
      else current += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      current ??= '';
    } else if (character === ' ') {
      if (current !== undefined) found.push(current);
      current = undefined;
    } else {
      current = (current ?? '') + character;
    }
  }
  if (quote) throw new Error(`Unclosed ${quote} in: ${command}`);
  if (current !== undefined) found.push(current);
  return found;
}
