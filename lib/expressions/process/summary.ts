import type { ExpressionErrorKind } from '../errors.ts';

export type SummaryRecord = {
  level: 'ERROR' | 'INFO';
  /** Milliseconds since 1970. */
  timestamp: number;
  description: string;
  exceptionType: ExpressionErrorKind | null;
};

/** What a stage keeps as `expressionEvaluationSummary`: the text of an expression, without `${}`, and what was wrong. */
export type ExpressionSummary = Readonly<Record<string, readonly SummaryRecord[]>>;

/** Collects what happened to the expressions of a value. */
export class SummaryCollector {
  readonly #records = new Map<string, SummaryRecord[]>();
  readonly #attempted = new Set<string>();
  readonly #now: () => number;
  totalEvaluated = 0;
  failureCount = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  attempt(expression: string): void {
    this.totalEvaluated += 1;
    this.#attempted.add(expression);
  }

  /** The same complaint about the same expression is kept once. */
  add(expression: string, record: Omit<SummaryRecord, 'timestamp'>): void {
    this.failureCount += 1;
    const records = this.#records.get(expression) ?? [];
    if (!records.some((known) => known.description === record.description && known.level === record.level)) {
      records.push({ ...record, timestamp: this.#now() });
    }
    this.#records.set(expression, records);
  }

  /** Expressions that were evaluated and did not fail. */
  get succeeded(): string[] {
    return [...this.#attempted].filter((expression) => !this.#records.has(expression));
  }

  get hasErrors(): boolean {
    return [...this.#records.values()].flat().some((record) => record.level === 'ERROR');
  }

  toJson(): ExpressionSummary {
    return Object.fromEntries(this.#records);
  }
}

/**
 * Joins a stage's earlier summary with a new evaluation: what has succeeded since is taken out, what failed now is
 * put in.
 */
export function mergeSummaries(
  before: ExpressionSummary,
  now: { summary: ExpressionSummary; succeeded: readonly string[] },
): ExpressionSummary {
  const kept = Object.entries(before).filter(([expression]) => !now.succeeded.includes(expression));
  return { ...Object.fromEntries(kept), ...now.summary };
}
