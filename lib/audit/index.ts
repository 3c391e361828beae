export { type AuditFact, record } from './record.ts';
