import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { cleanUp, type Outcome, playStep, prepare, type Target } from './play.ts';
import { onlyReads, type Scenario, type Step } from './scenario.ts';

/** The truth about one step: the command it belongs to, and what a real cluster answered. */
export interface RecordedStep extends Outcome {
  run: string;
}

const SAME_ANSWERS = 4;
const BETWEEN_MS = 500;
const PATIENCE_MS = 20_000;

/** Plays a scenario on a real cluster and keeps every answer. */
export async function recordScenario(target: Target, scenario: Scenario): Promise<RecordedStep[]> {
  await prepare(target, scenario);
  const steps: RecordedStep[] = [];
  for (const step of scenario.steps) {
    const outcome =
      onlyReads(step) && !step.forMs
        ? await settled(target, scenario, step)
        : await playStep(target, scenario, step);
    steps.push({
      run: step.run,
      ...(step.compare === 'nothing' ? { exit: null, stdout: '', stderr: '' } : outcome),
    });
    if (step.compare === 'nothing' && outcome.exit !== 0 && !step.forMs) {
      console.error(`${scenario.id}: preparation failed: kubectl ${step.run}`);
    }
  }
  await cleanUp(target, scenario);
  return steps;
}

/** Asks until the answer has been the same several times in a row: the controllers have come to rest. */
async function settled(target: Target, scenario: Scenario, step: Step): Promise<Outcome> {
  const deadline = performance.now() + PATIENCE_MS;
  let last = await playStep(target, scenario, step);
  for (let same = 1; same < SAME_ANSWERS && performance.now() < deadline; ) {
    await sleep(BETWEEN_MS);
    const next = await playStep(target, scenario, step);
    same = isDeepStrictEqual(last, next) ? same + 1 : 1;
    last = next;
  }
  return last;
}
