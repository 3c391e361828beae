import type { RegexNode } from './node.ts';

/**
 * Whether failing at a place is final. Then a repeat that failed once at a place need not be tried there again, and
 * patterns such as `(a+)+b` take time in proportion to the text instead of doubling with each letter. Back references,
 * looking behind and counted groups make the outcome depend on more than the place.
 */
export function isMemoizable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'back':
      return false;
    case 'look':
      return !node.behind && isMemoizable(node.body);
    case 'sequence':
      return node.items.every(isMemoizable);
    case 'choice':
      return node.options.every(isMemoizable);
    case 'group':
    case 'atomic':
      return isMemoizable(node.body);
    case 'repeat':
      if (node.body.kind === 'set') return true;
      return (
        node.min <= 1 && (node.max === Number.POSITIVE_INFINITY || node.max <= 1) && isMemoizable(node.body)
      );
    case 'set':
    case 'assert':
      return true;
  }
}
