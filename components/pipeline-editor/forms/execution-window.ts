import { isObject, type JsonObject, objectsIn } from '../document.ts';

/** A span within a day, "09:00" to "17:30". An end before the start goes over midnight. */
interface Hours {
  from: string;
  to: string;
}

/** Days as stored: 1 = Sunday to 7 = Saturday, shown from Monday. */
export const DAYS = [
  { value: 2, label: 'Mon' },
  { value: 3, label: 'Tue' },
  { value: 4, label: 'Wed' },
  { value: 5, label: 'Thu' },
  { value: 6, label: 'Fri' },
  { value: 7, label: 'Sat' },
  { value: 1, label: 'Sun' },
] as const;

/** The days of a window; none means every day. */
export function daysOf(window: unknown): number[] {
  const days = isObject(window) ? window.days : undefined;
  return Array.isArray(days) ? days.map(Number).filter((day) => day >= 1 && day <= 7) : [];
}

/** The spans of a window; none means the whole day. */
export function hoursOf(window: unknown): Hours[] {
  const spans = objectsIn(isObject(window) ? window.whitelist : undefined);
  return spans.map((span) => ({
    from: clock(span.startHour, span.startMin),
    to: clock(span.endHour, span.endMin),
  }));
}

/** The window with other days. */
export function withDays(window: unknown, days: readonly number[]): JsonObject {
  return { ...(isObject(window) ? window : {}), days: days.toSorted() };
}

/** The window with other spans; a span that is no clock time keeps 00:00. */
export function withHours(window: unknown, hours: readonly Hours[]): JsonObject {
  const whitelist = hours.map(({ from, to }) => {
    const [startHour, startMin] = parts(from);
    const [endHour, endMin] = parts(to);
    return { startHour, startMin, endHour, endMin };
  });
  return { ...(isObject(window) ? window : {}), whitelist };
}

function clock(hour: unknown, minute: unknown): string {
  return `${String(Number(hour) || 0).padStart(2, '0')}:${String(Number(minute) || 0).padStart(2, '0')}`;
}

function parts(time: string): [hour: number, minute: number] {
  const [hour = '0', minute = '0'] = time.split(':');
  return [Number(hour) || 0, Number(minute) || 0];
}
