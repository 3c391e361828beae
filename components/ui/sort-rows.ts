export type SortValue = string | number | null | undefined;

export interface Sort {
  key: string;
  isDescending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Sorted copy; names by natural order (v9 before v10), what has no value last in both directions. */
export function sortRows<T>(
  rows: readonly T[],
  sortValue: (row: T) => SortValue,
  isDescending: boolean,
): T[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const left = sortValue(a);
    const right = sortValue(b);
    if (left == null || right == null) return Number(left == null) - Number(right == null);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * collator.compare(String(left), String(right));
  });
}

/** Ascending, descending, then as the server sent it. */
export function nextSort(sort: Sort | null, key: string): Sort | null {
  if (sort?.key !== key) return { key, isDescending: false };
  return sort.isDescending ? null : { key, isDescending: true };
}
