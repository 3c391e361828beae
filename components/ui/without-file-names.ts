/** A unified diff without its two lines of file names: the object's name stands above it already. */
export function withoutFileNames(diff: string): string {
  return diff.replace(/^--- .*\n\+\+\+ .*\n/, '');
}
