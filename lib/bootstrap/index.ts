export { hasExamples, removeExamples } from './examples/remove-examples.ts';
