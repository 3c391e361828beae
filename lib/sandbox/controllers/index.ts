export type { LogLine, LogProvider } from './logs/provider.ts';
export { type ControllerOptions, type Controllers, startControllers } from './start-controllers.ts';
