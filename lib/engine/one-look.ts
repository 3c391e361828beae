import type { Engine } from './engine.ts';
import { type OrderPayload, runTask } from './run-task.ts';

/** A look that takes longer may hang on a dead connection: a wake does not stand behind it. */
const patienceMs = 2000;

interface Look {
  readonly begunAt: number;
  /** Something changed since it began: it is to look once more. */
  isStale: boolean;
}

/**
 * Carries out orders, with at most one look a stage under way for all that wakes it: a rollout of many pods changes many
 * times a second, and looks side by side would only refuse each other's answers and press the cluster. A wake that comes
 * during a look makes it look again when it is done. Should the worker die, the job of the look under way is given to
 * another worker, and with it the look that the wakes asked for.
 */
export function oneLookAStage<Services>(engine: Engine<Services>) {
  const looks = new Map<string, Look>();
  return async (payload: OrderPayload, carrier: Parameters<typeof runTask>[2]): Promise<void> => {
    const underWay = looks.get(payload.stageId);
    if (payload.isWake && underWay && performance.now() - underWay.begunAt < patienceMs) {
      underWay.isStale = true;
      return;
    }
    let next = payload;
    for (;;) {
      const look: Look = { begunAt: performance.now(), isStale: false };
      looks.set(payload.stageId, look);
      try {
        await runTask(engine, next, carrier);
      } finally {
        if (looks.get(payload.stageId) === look) looks.delete(payload.stageId);
      }
      if (!look.isStale) return;
      next = { ...payload, isWake: true };
    }
  };
}
