import { failed, running, succeeded } from '#lib/engine/contract.ts';
import { config } from '#lib/platform/config.ts';
import { defineStage } from '../define-stage.ts';
import { restrictExecutionDuringTimeWindowDescription, WindowContext } from './schema.ts';
import { nextOpening } from './window.ts';

const sevenDaysMs = 7 * 86_400_000;

/** Reference section 1.4: a synthetic stage before every stage that has an execution window. */
export const restrictExecutionDuringTimeWindow = defineStage<WindowContext>({
  description: restrictExecutionDuringTimeWindowDescription,
  context: WindowContext,
  tasks: {
    waitForWindow: {
      run: ({ context, execution, stage, now }) => {
        // A dry run waits for nothing.
        if (context.skipRemainingWait || execution.isDryRun) return succeeded();
        const window = context.restrictedExecutionWindow;
        const opensAt = nextOpening(window, now, window.timeZone ?? config().timeZone);
        if (now - stage.startedAt > sevenDaysMs) {
          return failed('The execution window did not open within 7 days: check its days and hours.');
        }
        if (opensAt > now) return running({ afterMs: Math.min(opensAt - now, sevenDaysMs) });
        const { jitter } = window;
        const isManual = execution.trigger.type === 'manual';
        if (!jitter?.enabled || (jitter.skipManual && isManual)) return succeeded();
        if (context.jitterUntil !== undefined) {
          return context.jitterUntil <= now ? succeeded() : running({ afterMs: context.jitterUntil - now });
        }
        const delayMs =
          1000 * (jitter.minDelay + Math.random() * Math.max(0, jitter.maxDelay - jitter.minDelay));
        return running({ afterMs: delayMs, context: { jitterUntil: now + delayMs } });
      },
    },
  },
});
