/** A count, or a share such as "25%". */
export type IntOrPercent = number | string;

/** The count that a value means out of a total; shares are rounded as asked. */
export function resolveCount(value: IntOrPercent | undefined, total: number, round: 'up' | 'down'): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const share = Number.parseInt(value, 10);
  if (Number.isNaN(share)) return 0;
  if (!value.endsWith('%')) return share;
  return round === 'up' ? Math.ceil((share * total) / 100) : Math.floor((share * total) / 100);
}
