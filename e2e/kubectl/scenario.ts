/** One kubectl command of a scenario. Commands run one after the other in a namespace that is the scenario's own. */
export interface Step {
  /** Arguments as one would type them after `kubectl`; quotes group words, {ns} is the scenario's namespace. */
  run: string;
  /** What the command reads from standard input, mostly a manifest for `-f -`. */
  stdin?: string;
  /** Environment of the command, such as KUBE_EDITOR. */
  env?: Record<string, string>;
  /**
   * What must be the same. `last` compares the last line of each stream, for commands whose progress depends on the
   * moment; `sorted` compares lines without their order; `nothing` only prepares. Default: `all`.
   */
  compare?: 'all' | 'exit' | 'last' | 'sorted' | 'nothing';
  /** Whether to repeat the command until its answer holds still. Default: true for commands that only read. */
  settle?: boolean;
  /** Ends the command (a watch) so many milliseconds after the commands of `meanwhile`; its exit code does not count. */
  forMs?: number;
  /** Commands that run one after the other while the watch is open. */
  meanwhile?: Step[];
}

export interface Scenario {
  /** Unique, part of the namespace's name: lower case, digits, dashes. */
  id: string;
  /** What the scenario shows, as a sentence. */
  title: string;
  steps: Step[];
  /** `node`: can only be recorded where containers run. Default: simulated nodes do. */
  needs?: 'node';
}

/** Shorthand of scenario files: a step is its command, or a command with a manifest, or everything. */
type StepLike = string | [run: string, stdin: string] | Step;

/** A scenario from its id, what it shows, and its commands. */
export function scenario(id: string, title: string, ...steps: StepLike[]): Scenario {
  return { id, title, steps: steps.map(toStep) };
}

/** As `scenario`, for what only a node with real containers can show. */
export function nodeScenario(id: string, title: string, ...steps: StepLike[]): Scenario {
  return { ...scenario(id, title, ...steps), needs: 'node' };
}

function toStep(step: StepLike): Step {
  if (typeof step === 'string') return { run: step };
  if (Array.isArray(step)) return { run: step[0], stdin: step[1] };
  return step;
}

/** A command whose answer does not count, as preparation. */
export function quietly(run: string, stdin?: string): Step {
  return { run, stdin, compare: 'nothing' };
}

const readingVerbs = new Set([
  'get',
  'describe',
  'events',
  'logs',
  'diff',
  'api-resources',
  'api-versions',
  'explain',
  'top',
]);

/** Whether a step only reads, so that it may be asked again until the controllers have done their work. */
export function onlyReads({ run, settle }: Step): boolean {
  if (settle !== undefined) return settle;
  const [verb = '', noun] = run.split(' ');
  return readingVerbs.has(verb) || (verb === 'rollout' && noun === 'history');
}
