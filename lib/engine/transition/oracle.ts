/*
 * The rules of a run told a second time, for the model test: reference 1.4, 3.6, 3.7 and 3.8 as plainly as can be, with
 * none of the engine's code. It knows no orders, attempts, jobs or drafts; it takes what happened, event by event, and
 * says which status everything must have.
 */

export type Onset = 'stop' | 'branch' | 'atEnd' | 'ignore';
export type How = 'good' | 'bad' | 'skip';

export interface ModelStage {
  readonly refId: string;
  readonly requires: readonly string[];
  readonly onFailure: Onset;
  /** How many tasks it plans. */
  readonly tasks: number;
  /** How each stage that it brings along fails: those before the tasks start together, and so do those after. */
  readonly before: readonly Onset[];
  readonly after: readonly Onset[];
}

export type Happening =
  | { readonly did: 'plan' | 'manualSkip' | 'restart'; readonly refId: string }
  /** A task of a planned stage ends, or a stage without parts of its own as a whole. */
  | { readonly did: 'end'; readonly refId: string; readonly how: How }
  | { readonly did: 'cancel' | 'pause' | 'resume' };

interface Part {
  readonly refId: string;
  readonly onFailure: Onset;
  readonly requires: readonly string[];
  status: string;
  /** It failed before another branch was restarted. */
  isOld: boolean;
  /** What its tasks came to so far; undefined until it is planned. */
  ends?: string[] | undefined;
  before: Part[];
  after: Part[];
  readonly model?: ModelStage;
}

const failed: Record<Onset, string> = {
  stop: 'TERMINAL',
  branch: 'STOPPED',
  atEnd: 'STOPPED',
  ignore: 'FAILED_CONTINUE',
};
const passes = (status: string) => ['SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE'].includes(status);
const halts = (status: string) => ['TERMINAL', 'STOPPED', 'CANCELED'].includes(status);
const isOver = (status: string) => passes(status) || halts(status);
const isOpen = (part: Part) => part.status === 'RUNNING' || part.status === 'PAUSED';

/** Which status the run and each of its stages must have after all this. */
export function oracle(
  stages: readonly ModelStage[],
  history: readonly Happening[],
): { execution: string; stages: Record<string, string> } {
  const tops = stages.map(fresh);
  let run = 'RUNNING';
  const open = () => (run === 'PAUSED' ? 'PAUSED' : 'RUNNING');

  const stop = (part: Part, status: string): void => {
    if (!isOpen(part)) return;
    part.status = status;
    for (const child of [...part.before, ...part.after]) stop(child, status);
  };

  /** One side of a stage: undefined while it goes on, else whether it went well. */
  const side = (children: readonly Part[]): boolean | undefined => {
    if (run === 'RUNNING' && !children.some((child) => isOver(child.status)))
      for (const child of children) if (child.status === 'NOT_STARTED') child.status = 'RUNNING';
    if (children.some((child) => halts(child.status) || child.status === 'FAILED_CONTINUE')) {
      for (const child of children) stop(child, 'CANCELED');
      return false;
    }
    return children.every((child) => passes(child.status)) ? true : undefined;
  };

  const verdict = (part: Part, children: readonly Part[]): string => {
    const begun = children.filter((child) => child.status !== 'NOT_STARTED');
    const all = [...begun.map((child) => child.status), ...(part.ends ?? [])];
    if (all.length === 0) return 'SKIPPED';
    if (all.includes('TERMINAL')) return failed[part.onFailure];
    return ['STOPPED', 'CANCELED', 'FAILED_CONTINUE'].find((status) => all.includes(status)) ?? 'SUCCEEDED';
  };

  const settle = (part: Part): void => {
    if (!isOpen(part) || !part.ends || !part.model) return;
    const hasBefore = side(part.before);
    if (hasBefore === undefined) return;
    const isBroken = part.ends.some((end) => halts(end) || end === 'FAILED_CONTINUE');
    if (hasBefore && !isBroken && part.ends.length < part.model.tasks) return;
    // A failure that is ignored still lets the after stages run.
    const mayClose = !halts(verdict(part, part.before));
    if (mayClose && side(part.after) === undefined) return;
    part.status = verdict(part, [...part.before, ...part.after]);
  };

  const startable = () =>
    tops.filter(
      (part) =>
        part.status === 'NOT_STARTED' &&
        part.requires.every((refId) =>
          passes(tops.find((other) => other.refId === refId)?.status ?? 'SKIPPED'),
        ),
    );

  const follow = (): void => {
    if (run !== 'RUNNING' && run !== 'PAUSED') return;
    for (const part of tops) settle(part);
    const has = (status: string, old?: boolean) =>
      tops.some((part) => part.status === status && (old === undefined || part.isOld === old));
    const broken = ['TERMINAL', 'CANCELED'].find((status) => has(status, false));
    if (broken) {
      for (const part of tops) stop(part, 'CANCELED');
      run = broken;
      return;
    }
    const ready = startable();
    if (run === 'RUNNING') for (const part of ready) part.status = 'RUNNING';
    if (tops.some(isOpen) || (run === 'PAUSED' && ready.length > 0)) return;
    const old = ['TERMINAL', 'CANCELED'].find((status) => has(status, true));
    const mustFail = tops.some((part) => part.status === 'STOPPED' && part.onFailure === 'atEnd');
    const isStuck = has('NOT_STARTED') && !has('STOPPED');
    run = old ?? (mustFail || isStuck ? 'TERMINAL' : 'SUCCEEDED');
  };

  follow();
  for (const event of history) {
    take(event);
    follow();
  }
  return { execution: run, stages: Object.fromEntries(everyPart().map((part) => [part.refId, part.status])) };

  function everyPart(): Part[] {
    return tops.flatMap((part) => (part.ends ? [part, ...part.before, ...part.after] : [part]));
  }

  function take(event: Happening): void {
    switch (event.did) {
      case 'pause':
        if (run !== 'RUNNING') return;
        run = 'PAUSED';
        for (const part of everyPart()) if (isOpen(part)) part.status = 'PAUSED';
        return;
      case 'resume':
        if (run !== 'PAUSED') return;
        run = 'RUNNING';
        for (const part of everyPart()) if (isOpen(part)) part.status = 'RUNNING';
        return;
      case 'cancel':
        if (run !== 'RUNNING' && run !== 'PAUSED') return;
        for (const part of tops) stop(part, 'CANCELED');
        run = 'CANCELED';
        return;
      default:
        takeOf(event);
    }
  }

  function takeOf(event: Exclude<Happening, { did: 'cancel' | 'pause' | 'resume' }>): void {
    const part = everyPart().find((other) => other.refId === event.refId);
    if (!part) return;
    if (event.did === 'restart') restart(part);
    if (event.did === 'manualSkip') stop(part, 'SKIPPED');
    if (event.did === 'plan') {
      part.ends = [];
      part.status = open();
    }
    if (event.did !== 'end') return;
    const end = { good: 'SUCCEEDED', skip: 'SKIPPED', bad: failed[part.onFailure] }[event.how];
    if (part.ends) part.ends.push(end);
    else part.status = end;
  }

  function restart(top: Part): void {
    const scope = new Set([top.refId]);
    for (let size = 0; size < scope.size; ) {
      size = scope.size;
      for (const part of tops) if (part.requires.some((refId) => scope.has(refId))) scope.add(part.refId);
    }
    for (const [index, part] of tops.entries()) {
      const model = stages[index];
      if (scope.has(part.refId) && model) tops[index] = fresh(model);
      else if (part.status === 'TERMINAL' || part.status === 'CANCELED') part.isOld = true;
    }
    if (run !== 'PAUSED') run = 'RUNNING';
  }
}

function fresh(model: ModelStage): Part {
  const child = (mark: string) => (onFailure: Onset, index: number) => ({
    refId: `${model.refId}${mark}${index + 1}`,
    onFailure,
    requires: [],
    status: 'NOT_STARTED',
    isOld: false,
    before: [],
    after: [],
  });
  return {
    refId: model.refId,
    onFailure: model.onFailure,
    requires: model.requires,
    status: 'NOT_STARTED',
    isOld: false,
    before: model.before.map(child('<')),
    after: model.after.map(child('>')),
    model,
  };
}
