/** A length of time in the two largest units, as "48 s", "2 m 02 s", "1 h 05 m", "3 d 4 h". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${pad(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${pad(minutes % 60)} m`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** How long ago, in one unit: "20 s", "6 m", "3 d". A clock that is a little ahead reads as "0 s". */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h`;
  const days = Math.floor(hours / 24);
  return days < 365 ? `${days} d` : `${Math.floor(days / 365)} y`;
}

/** How long until the text of an age of `ms` changes, so that nothing ticks more often than it must. */
export function ageTickMs(ms: number): number {
  if (ms < 60_000) return 1000;
  return ms < 3_600_000 ? 15_000 : 60_000;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
