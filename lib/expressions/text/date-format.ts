import { javaFault } from '../errors.ts';
import { dayFromEpoch, dayOfWeek, dayOfYear, epochDayOf, msPerDay } from '../values/date.ts';
import { shortDays, shortMonths } from '../values/text.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

type Piece = { literal: string } | { letter: string; count: number };

const letters = 'GyYMLwWDdFEuaHkKhmsSzZX';

/** Cuts a SimpleDateFormat pattern: letters in runs, text in single quotes, all other characters as they are. */
export function datePieces(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = pattern[at] ?? '';
    if (char === "'") {
      const { literal, end } = quoted(pattern, at);
      pieces.push({ literal });
      at = end;
    } else if (/[A-Za-z]/.test(char)) {
      if (!letters.includes(char)) throw javaFault(`Illegal pattern character '${char}'`);
      let end = at;
      while (pattern[end] === char) end += 1;
      if (char === 'X' && end - at > 3) throw javaFault(`invalid ISO 8601 format: length=${end - at}`);
      pieces.push({ letter: char, count: end - at });
      at = end;
    } else {
      pieces.push({ literal: char });
      at += 1;
    }
  }
  return pieces;
}

function quoted(pattern: string, at: number): { literal: string; end: number } {
  if (pattern[at + 1] === "'") return { literal: "'", end: at + 2 };
  let literal = '';
  for (let end = at + 1; end < pattern.length; end += 1) {
    if (pattern[end] !== "'") literal += pattern[end];
    else if (pattern[end + 1] === "'") {
      literal += "'";
      end += 1;
    } else return { literal, end: end + 1 };
  }
  throw javaFault('Unterminated quote');
}

/** Formats a moment, in UTC, by a SimpleDateFormat pattern. */
export function formatDate(epochMs: number, pattern: string): string {
  const epochDay = Math.floor(epochMs / msPerDay);
  const msOfDay = epochMs - epochDay * msPerDay;
  return datePieces(pattern)
    .map((piece) =>
      'literal' in piece ? piece.literal : field(piece.letter, piece.count, epochDay, msOfDay),
    )
    .join('');
}

const pad = (value: number, width: number): string => String(value).padStart(Math.min(width, 100), '0');

function field(letter: string, count: number, epochDay: number, msOfDay: number): string {
  const date = dayFromEpoch(epochDay);
  const hour = Math.floor(msOfDay / 3_600_000);
  switch (letter) {
    case 'G':
      return date.year > 0 ? 'AD' : 'BC';
    case 'y':
      return yearText(date.year, count);
    case 'Y':
      return yearText(weekOfYear(epochDay).year, count);
    case 'M':
    case 'L':
      if (count >= 4) return months[date.month - 1] ?? '';
      return count === 3 ? (shortMonths[date.month - 1] ?? '') : pad(date.month, count);
    case 'd':
      return pad(date.day, count);
    case 'D':
      return pad(dayOfYear(date), count);
    case 'w':
      return pad(weekOfYear(epochDay).week, count);
    case 'W':
      return pad(weekOfMonth(date.day, epochDay), count);
    case 'F':
      return pad(Math.floor((date.day - 1) / 7) + 1, count);
    case 'E':
      return (count >= 4 ? days : shortDays)[dayOfWeek(epochDay) - 1] ?? '';
    case 'u':
      return pad(dayOfWeek(epochDay), count);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(hour, count);
    case 'k':
      return pad(hour === 0 ? 24 : hour, count);
    case 'K':
      return pad(hour % 12, count);
    case 'h':
      return pad(hour % 12 === 0 ? 12 : hour % 12, count);
    case 'm':
      return pad(Math.floor(msOfDay / 60_000) % 60, count);
    case 's':
      return pad(Math.floor(msOfDay / 1000) % 60, count);
    case 'S':
      return pad(msOfDay % 1000, count);
    case 'z':
      return count >= 4 ? 'Coordinated Universal Time' : 'UTC';
    case 'Z':
      return '+0000';
    default:
      return 'Z';
  }
}

function yearText(year: number, count: number): string {
  const shown = year > 0 ? year : 1 - year;
  return count === 2 ? pad(shown % 100, 2) : pad(shown, count);
}

/** Weeks begin on Sunday and the first one holds January 1st, as in the default (US) locale. */
function weekOfYear(epochDay: number): { year: number; week: number } {
  const sunday = dayOfWeek(epochDay) % 7;
  const saturday = dayFromEpoch(epochDay - sunday + 6);
  const year = saturday.year;
  const first = epochDayOf({ year, month: 1, day: 1 });
  const firstSunday = first - (dayOfWeek(first) % 7);
  return { year, week: Math.floor((epochDay - firstSunday) / 7) + 1 };
}

function weekOfMonth(day: number, epochDay: number): number {
  const firstWeekday = dayOfWeek(epochDay - day + 1) % 7;
  return Math.floor((day - 1 + firstWeekday) / 7) + 1;
}

type Parsed = {
  year: number;
  month: number;
  day: number;
  ms: number;
  pm: boolean | undefined;
  offsetMs: number;
};

/** Reads a moment by a SimpleDateFormat pattern. Throws in Java's words when the text does not follow it. */
export function parseDate(text: string, pattern: string): number {
  const parsed: Parsed = { year: 1970, month: 1, day: 1, ms: 0, pm: undefined, offsetMs: 0 };
  let at = 0;
  const refuse = (): never => {
    throw javaFault(`Unparseable date: "${text.slice(0, 80)}"`);
  };
  const pieces = datePieces(pattern);
  for (const [index, piece] of pieces.entries()) {
    if ('literal' in piece) {
      if (!text.startsWith(piece.literal, at)) refuse();
      at += piece.literal.length;
      continue;
    }
    const next = pieces[index + 1];
    const isAbutting = next !== undefined && !('literal' in next) && /[yMdHhkKmsSDu]/.test(next.letter);
    const found = fieldPattern(piece.letter, piece.count, isAbutting).exec(text.slice(at, at + 40));
    if (!found) return refuse();
    const [value = ''] = found;
    if (!setField(parsed, piece.letter, piece.count, value)) refuse();
    at += value.length;
  }
  const hours = parsed.pm ? 12 * 3_600_000 : 0;
  // Lenient: month 13 is January of the next year, day 0 the last of the month before.
  const monthIndex = parsed.month - 1;
  const year = parsed.year + Math.floor(monthIndex / 12);
  const month = (((monthIndex % 12) + 12) % 12) + 1;
  const epochDay = epochDayOf({ year, month, day: 1 }) + parsed.day - 1;
  return epochDay * msPerDay + parsed.ms + hours - parsed.offsetMs;
}

function fieldPattern(letter: string, count: number, isAbutting: boolean): RegExp {
  if (letter === 'E' || letter === 'a' || letter === 'G') return /^[A-Za-z]+/;
  if (letter === 'M' && count >= 3) return /^[A-Za-z]+/;
  if (letter === 'z') return /^(UTC|GMT([+-]\d{2}:\d{2})?|[+-]\d{4})/;
  if (letter === 'Z') return /^[+-]\d{4}/;
  if (letter === 'X') return /^(Z|[+-]\d{2}(:?\d{2})?)/;
  return isAbutting ? new RegExp(`^\\d{1,${Math.min(count, 9)}}`) : /^-?\d{1,9}/;
}

function setField(parsed: Parsed, letter: string, count: number, value: string): boolean {
  const number = Number(value);
  switch (letter) {
    case 'y':
      parsed.year = count <= 2 && value.length === 2 ? 2000 + number - (number > 46 ? 100 : 0) : number;
      return true;
    case 'M': {
      if (count < 3) {
        parsed.month = number;
        return true;
      }
      const index = months.findIndex(
        (name) => name.slice(0, 3).toLowerCase() === value.slice(0, 3).toLowerCase(),
      );
      parsed.month = index + 1;
      return index !== -1;
    }
    case 'd':
      parsed.day = number;
      return true;
    case 'H':
    case 'K':
    case 'h':
      parsed.ms += (letter === 'h' ? number % 12 : number) * 3_600_000;
      return true;
    case 'k':
      parsed.ms += (number % 24) * 3_600_000;
      return true;
    case 'm':
      parsed.ms += number * 60_000;
      return true;
    case 's':
      parsed.ms += number * 1000;
      return true;
    case 'S':
      parsed.ms += number;
      return true;
    case 'a':
      parsed.pm = value.toUpperCase() === 'PM';
      return /^(AM|PM)$/i.test(value);
    case 'z':
    case 'Z':
    case 'X':
      parsed.offsetMs = offset(value);
      return true;
    default:
      return true;
  }
}

function offset(value: string): number {
  const found = /([+-])(\d{2}):?(\d{2})?/.exec(value);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  return (found[1] === '-' ? -1 : 1) * minutes * 60_000;
}
