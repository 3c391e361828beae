import { succeeded } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { groupDescription } from './schema.ts';

/** Spinnaker's UI draws it; a run passes through it. */
export const group = defineStage({
  description: groupDescription,
  tasks: { group: { run: () => succeeded() } },
});
