import { changeRunNow } from './change-run.ts';
import type { Engine } from './engine.ts';

/** Brings a run as far as its state allows and sends every order in force again. Twice is as good as once. */
export async function advanceNow(engine: Pick<Engine, 'pool'>, executionId: string): Promise<void> {
  await changeRunNow(engine, executionId, () => ({ fact: { kind: 'resend' } }));
}
