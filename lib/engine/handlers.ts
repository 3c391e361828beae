import { admitWaiting } from './admit.ts';
import { advanceNow } from './advance.ts';
import type { Engine } from './engine.ts';
import { oneLookAStage } from './one-look.ts';
import { sweep } from './sweep.ts';

/** The engine's share of the worker's job handlers, by job name of the catalogue. */
export function engineHandlers<Services>(engine: Engine<Services>) {
  const carry = oneLookAStage(engine);
  return {
    'engine.runTask': carry,
    'engine.urgent': carry,
    'engine.advance': (payload: { executionId: string }) => advanceNow(engine, payload.executionId),
    'engine.admit': (payload: { pipelineId: string }) => admitWaiting(engine, payload.pipelineId),
    'engine.sweep': async () => {
      await sweep(engine);
    },
  };
}
