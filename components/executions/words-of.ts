/** A task's name in words: `waitForManifestToStabilize` reads "Wait for manifest to stabilize". */
export function wordsOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
