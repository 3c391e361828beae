import { setTimeout as sleep } from 'node:timers/promises';
import { createTwoFilesPatch } from 'diff';
import { normalize } from './normalize.ts';
import { cleanUp, type Outcome, playStep, prepare, type Target } from './play.ts';
import type { RecordedStep } from './record.ts';
import { onlyReads, type Scenario, type Step } from './scenario.ts';

/** A step that did not come out as on the real cluster. */
export interface Difference {
  run: string;
  patch: string;
}

const PATIENCE_MS = 8_000;
const PATIENCE_AFTER_A_DIFFERENCE_MS = 1_500;
const BETWEEN_MS = 250;

/** Plays a scenario and returns where it differs from the recording; an empty list means it passed. */
export async function replayScenario(
  target: Target,
  scenario: Scenario,
  recorded: readonly RecordedStep[] | undefined,
): Promise<Difference[]> {
  const commands = scenario.steps.map((step) => step.run);
  if (!recorded || commands.join('\n') !== recorded.map((step) => step.run).join('\n')) {
    return [{ run: '(all)', patch: 'The recording has no such steps: record this scenario again.' }];
  }
  await prepare(target, scenario);
  const differences: Difference[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const expected = recorded[index];
    if (!expected) continue;
    const patienceMs = differences.length > 0 ? PATIENCE_AFTER_A_DIFFERENCE_MS : PATIENCE_MS;
    const patch = await compareStep({ target, scenario, step, expected, patienceMs });
    if (patch) differences.push({ run: step.run, patch });
  }
  await cleanUp(target, scenario);
  return differences;
}

interface Comparison {
  target: Target;
  scenario: Scenario;
  step: Step;
  expected: RecordedStep;
  patienceMs: number;
}

async function compareStep({ target, scenario, step, expected, patienceMs }: Comparison): Promise<string> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const got = await playStep(target, scenario, step);
    if (step.compare === 'nothing') return '';
    const before = asText(normalizeAgain(expected, target));
    const after = asText(got);
    if (before === after) return '';
    if (!onlyReads(step) || step.forMs || performance.now() > deadline) {
      return createTwoFilesPatch('real', 'got', before, after, '', '', { context: 2 });
    }
    await sleep(BETWEEN_MS);
  }
}

function asText({ exit, stdout, stderr }: Outcome): string {
  const code = exit === null ? '' : `exit code ${exit}\n`;
  return `${code}${stdout ? `stdout:\n${stdout}\n` : ''}${stderr ? `stderr:\n${stderr}\n` : ''}`;
}

/** Rules of normalizing that came after a recording hold for it too. */
function normalizeAgain({ exit, stdout, stderr }: Outcome, target: Target): Outcome {
  return { exit, stdout: normalize(stdout, target), stderr: normalize(stderr, target) };
}
