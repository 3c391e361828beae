import { running, succeeded } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { lengthOf, wouldDo } from '../preview.ts';
import { WaitContext, waitDescription } from './schema.ts';

/** Reference section 2.5. Skipping is a patch of the stage with `skipRemainingWait: true`. */
export const wait = defineStage<WaitContext>({
  description: waitDescription,
  context: WaitContext,
  canManuallySkip: () => true,
  preview: ({ context }) => wouldDo(`Would wait ${lengthOf(context.waitTime)}.`),
  tasks: {
    wait: {
      run: ({ context, stage, now }) => {
        const leftMs = stage.startedAt + context.waitTime * 1000 - now;
        return context.skipRemainingWait || leftMs <= 0 ? succeeded() : running({ afterMs: leftMs });
      },
    },
  },
});
