import { running, succeeded } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import { WaitUntilContext, waitUntilDescription } from './schema.ts';

/** Reference section 2.5. */
export const waitUntil = defineStage<WaitUntilContext>({
  description: waitUntilDescription,
  context: WaitUntilContext,
  canManuallySkip: () => true,
  preview: ({ context, now }) =>
    wouldDo(
      context.epochMillis <= now
        ? 'Would not wait: the moment has passed.'
        : `Would wait until ${momentOf(context.epochMillis)}.`,
    ),
  tasks: {
    waitUntil: {
      run: ({ context, now }) => {
        const leftMs = context.epochMillis - now;
        return context.skipRemainingWait || leftMs <= 0 ? succeeded() : running({ afterMs: leftMs });
      },
    },
  },
});

function momentOf(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? 'a moment that no calendar has' : date.toISOString();
}
