import type { JsonObject } from '#lib/engine/model.ts';

/** "If stage fails", as the form offers it; three flags in the document (reference 1.4). */
export const failureOptions = [
  {
    value: 'stop',
    label: 'Stop the pipeline',
    help: 'Other branches are canceled at once and the run fails.',
  },
  { value: 'stopBranch', label: 'Stop this branch only', help: 'Other branches finish; the run succeeds.' },
  {
    value: 'failAtEnd',
    label: 'Stop this branch, fail at the end',
    help: 'Other branches finish; then the run fails.',
  },
  { value: 'ignore', label: 'Ignore and go on', help: 'The stages behind it run; the run succeeds.' },
] as const;

export type FailureOption = (typeof failureOptions)[number]['value'];

export function failureOptionOf(stage: JsonObject): FailureOption {
  if (stage.continuePipeline === true) return 'ignore';
  if (stage.failPipeline !== false) return 'stop';
  return stage.completeOtherBranchesThenFail === true ? 'failAtEnd' : 'stopBranch';
}

/** The three flags that say it. */
export function failureFlags(option: FailureOption): {
  failPipeline: boolean;
  continuePipeline: boolean;
  completeOtherBranchesThenFail: boolean;
} {
  return {
    failPipeline: option === 'stop',
    continuePipeline: option === 'ignore',
    completeOtherBranchesThenFail: option === 'failAtEnd',
  };
}
