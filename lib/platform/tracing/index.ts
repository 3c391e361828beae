export { type RunningTracing, startTracing } from './start-tracing.ts';
export { currentTrace, inSpan, readTraceparent } from './trace.ts';
