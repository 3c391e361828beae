export { publish } from './publish.ts';
export { forgetOldEvents, readSince } from './read-since.ts';
export { DomainEvent, type PipelineEditor, type StreamedEvent } from './schema.ts';
export { subscribe, tellHere } from './subscribe.ts';
