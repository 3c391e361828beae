import { database } from '#lib/platform/database/index.ts';

/** Looks until there is something to see. Throws after 15 s. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within 15 s.');
}

/** The run with its stages by refId, once it has ended. */
export const ended = (id: string) =>
  until(async () => {
    const run = await database().execution.findUniqueOrThrow({
      where: { id },
      include: { stages: { orderBy: { refId: 'asc' } } },
    });
    return run.endTime !== null && run;
  });

/** Waits until the run has the status. */
export const isIn = (id: string, status: string) =>
  until(async () => (await database().execution.count({ where: { id, status } })) === 1);

/** `refId STATUS` of every stage, in order of refId. */
export async function stagesOf(executionId: string): Promise<string[]> {
  const rows = await database().stageExecution.findMany({
    where: { executionId },
    orderBy: { refId: 'asc' },
  });
  return rows.map((row) => `${row.refId} ${row.status}`);
}
