export { type Fleet, fleet, type Member } from './fleet.ts';
