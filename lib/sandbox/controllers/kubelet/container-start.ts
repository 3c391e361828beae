import type { EventNote } from '../runtime/events.ts';
import type { ContainerRun, Step, Surroundings } from './container-state.ts';
import { enter, nextBackoff, note } from './container-step.ts';
import { imageBytes, missingImageError, parseImage } from './image.ts';

/** Begins a run: finds the image, pulls it if need be, and goes on to create the container. */
export function begin(run: ContainerRun, around: Surroundings): Step {
  const { container, nowMs, speed, random } = around;
  const reference = container.image ?? '';
  if (!parseImage(reference).isValid) {
    const message = `Failed to apply default image tag "${reference}": couldn't parse image name "${reference}": invalid reference format`;
    return {
      run: enter(run, 'bad-image', nowMs, 10_000, { message }),
      notes: [
        note(around, 'Warning', 'InspectFailed', message),
        note(around, 'Warning', 'Failed', 'Error: InvalidImageName'),
      ],
    };
  }
  const policy = container.imagePullPolicy ?? 'IfNotPresent';
  if (policy === 'Never' || (around.hasImage && policy !== 'Always')) {
    const words = `Container image "${reference}" already present on machine and can be accessed by the pod`;
    return configure(run, around, [note(around, 'Normal', 'Pulled', words)]);
  }
  // A restart is not seen to pull or to create: the state before it shows until the container runs again.
  const isRestart = run.exit !== undefined && around.hasImage;
  const pullMs = around.hasImage ? 30 + random() * 50 : 90 + random() * 160;
  const ms = isRestart ? 0 : pullMs / speed;
  // A repeated pull goes on looking like the failure before it until it has another end.
  const message = run.phase === 'pull-backoff' ? run.message : undefined;
  return {
    run: enter(run, 'pulling', nowMs, ms, { message }),
    notes: [note(around, 'Normal', 'Pulling', `Pulling image "${reference}"`)],
  };
}

/** The end of a pull, good or bad. */
export function endPull(run: ContainerRun, around: Surroundings): Step {
  const { container, behavior, nowMs } = around;
  const reference = container.image ?? '';
  if (behavior.isMissing) {
    const message = missingImageError(reference);
    const words = `Failed to pull image "${reference}": ${message}`;
    return {
      run: enter(run, 'pull-failed', nowMs, 1200, { message }),
      notes: [
        note(around, 'Warning', 'Failed', words),
        note(around, 'Warning', 'Failed', 'Error: ErrImagePull'),
      ],
    };
  }
  const took = `${Math.round(nowMs - run.sinceMs)}ms`;
  const words = `Successfully pulled image "${reference}" in ${took} (${took} including waiting). Image size: ${imageBytes(reference)} bytes.`;
  const step = configure(run, around, [note(around, 'Normal', 'Pulled', words)]);
  return { ...step, pulled: true };
}

/** Waits after a failed pull, longer each time. */
export function backOffPull(run: ContainerRun, around: Surroundings): Step {
  const words = `Back-off pulling image "${around.container.image}"`;
  const backoffMs = nextBackoff(run.backoffMs);
  return {
    run: enter(run, 'pull-backoff', around.nowMs, backoffMs, {
      backoffMs,
      message: `${words}: ErrImagePull: ${run.message}`,
    }),
    notes: [
      note(around, 'Normal', 'BackOff', words),
      note(around, 'Warning', 'Failed', 'Error: ImagePullBackOff'),
    ],
  };
}

function configure(run: ContainerRun, around: Surroundings, notes: EventNote[]): Step {
  const { nowMs, speed, random, missingReference } = around;
  if (missingReference !== undefined)
    return {
      run: enter(run, 'config-error', nowMs, 2000, { message: missingReference }),
      notes: [...notes, note(around, 'Warning', 'Failed', `Error: ${missingReference}`)],
    };
  const backoffMs = run.exit === undefined ? 0 : run.backoffMs;
  return {
    run: enter(run, 'creating', nowMs, run.exit ? 0 : (20 + random() * 40) / speed, {
      message: undefined,
      backoffMs,
    }),
    notes,
  };
}
