export { API_BASE, type Endpoint, endpoint, type Method } from './endpoint.ts';
export { type Problem, problemOf, problemResponse } from './problem.ts';
export { revisionOf } from './revision-of.ts';
export { type Call, serve } from './serve.ts';
