import { succeeded } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { noopDescription } from './schema.ts';

export const noop = defineStage({
  description: noopDescription,
  tasks: { noop: { run: () => succeeded() } },
});
