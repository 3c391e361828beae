export { bootstrap, type FirstRun, sandboxKubeconfig } from './bootstrap.ts';
export { hasExamples, removeExamples } from './examples/remove-examples.ts';
