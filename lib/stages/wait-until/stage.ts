import { running, succeeded } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { WaitUntilContext, waitUntilDescription } from './schema.ts';

/** Reference section 2.5. */
export const waitUntil = defineStage<WaitUntilContext>({
  description: waitUntilDescription,
  context: WaitUntilContext,
  canManuallySkip: () => true,
  tasks: {
    waitUntil: {
      run: ({ context, now }) => {
        const leftMs = context.epochMillis - now;
        return context.skipRemainingWait || leftMs <= 0 ? succeeded() : running({ afterMs: leftMs });
      },
    },
  },
});
