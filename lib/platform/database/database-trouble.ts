import { database } from './database.ts';

const PATIENCE_MS = 2000;

/** Whether the database answers within two seconds; otherwise why not, in one line. */
export async function databaseTrouble(): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 2 s')), PATIENCE_MS);
  });
  try {
    await Promise.race([database().$queryRaw`select 1`, limit]);
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n').at(-1);
  } finally {
    clearTimeout(timer);
  }
}
