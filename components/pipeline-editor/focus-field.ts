import { fieldId } from './fields/form-scope.ts';
import type { Problem } from './problems.ts';

/** The field may still have to be drawn, and a code editor to be fetched: looks for it for a second. */
export function focusField(problem: Problem, tries = 20): void {
  for (let depth = problem.path.length; depth > 0; depth -= 1) {
    const element = window.document.getElementById(fieldId(problem.path.slice(0, depth)));
    if (!element) continue;
    element.scrollIntoView({ block: 'center' });
    element.focus();
    return;
  }
  if (tries > 0) setTimeout(() => focusField(problem, tries - 1), 50);
}
