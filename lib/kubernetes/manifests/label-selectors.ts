import type { LabelSelector } from '../operations/contract.ts';

/** Whether labels satisfy every selector. `CONTAINS` with several values means any of them; `ANY` always holds. */
export function matchesSelectors(
  labels: Record<string, string>,
  selectors: readonly LabelSelector[],
): boolean {
  return selectors.every((selector) => matches(labels, selector));
}

function matches(labels: Record<string, string>, { kind, key = '', values = [] }: LabelSelector): boolean {
  const value = labels[key];
  switch (kind) {
    case 'ANY':
      return true;
    case 'EQUALS':
      return value !== undefined && value === values[0];
    case 'NOT_EQUALS':
      return value !== values[0];
    case 'CONTAINS':
      return value !== undefined && values.includes(value);
    case 'NOT_CONTAINS':
      return value === undefined || !values.includes(value);
    case 'EXISTS':
      return value !== undefined;
    case 'NOT_EXISTS':
      return value === undefined;
    default:
      return kind satisfies never;
  }
}

/** The selectors as the API's `labelSelector` parameter; empty when nothing is asked. */
export function toLabelSelector(selectors: readonly LabelSelector[]): string {
  return selectors
    .map(({ kind, key = '', values = [] }) => {
      switch (kind) {
        case 'ANY':
          return '';
        case 'EQUALS':
          return `${key}=${values[0] ?? ''}`;
        case 'NOT_EQUALS':
          return `${key}!=${values[0] ?? ''}`;
        case 'CONTAINS':
          return `${key} in (${values.join(', ')})`;
        case 'NOT_CONTAINS':
          return `${key} notin (${values.join(', ')})`;
        case 'EXISTS':
          return key;
        case 'NOT_EXISTS':
          return `!${key}`;
        default:
          return kind satisfies never;
      }
    })
    .filter((part) => part !== '')
    .join(',');
}
