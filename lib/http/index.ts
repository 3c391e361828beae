export type { Endpoint, Method } from './endpoint.ts';
export { type Problem, problemResponse } from './problem.ts';
export { revisionOf } from './revision-of.ts';
export { type Call, serve } from './serve.ts';
