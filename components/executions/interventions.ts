/** Something a person did about a stage. `at` in epoch ms. */
export interface Intervention {
  what: 'Run again' | 'Skipped' | 'Failure ignored';
  by: string;
  at?: number;
  reason?: string;
  /** How it had failed before. */
  before?: string;
}

type Fields = Record<string, unknown>;

/** Reads from a stage's context what people did about it (`restartDetails`, `skipDetails`; reference section 3). */
export function interventionsIn(context: Fields): Intervention[] {
  const restart = fieldsOf(context.restartDetails);
  const skip = fieldsOf(context.skipDetails);
  const found: Intervention[] = [];
  if (typeof restart.restartedBy === 'string') {
    const [before] = listOf(fieldsOf(fieldsOf(restart.previousException).details).errors);
    found.push({
      what: wordFor(context.settledAs),
      by: restart.restartedBy,
      ...when(restart.restartTime),
      ...why(restart.reason),
      ...(typeof before === 'string' ? { before } : {}),
    });
  }
  if (typeof skip.skippedBy === 'string') {
    found.push({ what: 'Skipped', by: skip.skippedBy, ...when(skip.skipTime), ...why(skip.reason) });
  }
  return found;
}

function wordFor(settledAs: unknown): Intervention['what'] {
  if (settledAs === 'SKIPPED') return 'Skipped';
  return settledAs === 'FAILED_CONTINUE' ? 'Failure ignored' : 'Run again';
}

function when(value: unknown): { at?: number } {
  return typeof value === 'number' ? { at: value } : {};
}

function why(value: unknown): { reason?: string } {
  return typeof value === 'string' && value !== '' ? { reason: value } : {};
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
