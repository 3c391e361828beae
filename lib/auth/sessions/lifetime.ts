/** A session ends after a week, whatever happens in it. */
export const SESSION_SECONDS = 7 * 24 * 3600;

/** A session that nobody uses for so long ends. */
export const IDLE_MS = 12 * 3_600_000;
