import { Budget, defaultLimits } from '../budget.ts';
import { ExpressionError } from '../errors.ts';
import { regexMatches } from './regex.ts';

/**
 * Whether a Java regular expression from a pipeline covers a whole text. Bounded as expressions are; one that is not
 * valid, or takes too long, matches nothing.
 */
export function matchesRegex(pattern: string, text: string): boolean {
  try {
    return regexMatches(pattern, text, new Budget(defaultLimits, () => performance.now()));
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}
