import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#lib/platform/errors.ts';
import type { ClusterClient } from '../client/contract.ts';

const answerMs = 8_000;

/** Asks a cluster for its version again and again: quiet watches cannot be told from dead ones otherwise. Ends with the signal. */
export async function startProbe(options: {
  client: ClusterClient;
  signal: AbortSignal;
  everyMs: number;
  /** `wasLost` on the first answer after a failure. */
  onAnswer: (error: string | undefined, wasLost: boolean) => void;
}): Promise<void> {
  const { client, signal, everyMs, onAnswer } = options;
  let isLost = false;
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await client.version(AbortSignal.any([signal, AbortSignal.timeout(Math.min(answerMs, everyMs))]));
      onAnswer(undefined, isLost);
      isLost = false;
    } catch (error) {
      if (signal.aborted) return;
      isLost = true;
      onAnswer(messageOf(error), false);
    }
  }
}
