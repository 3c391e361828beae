// Apart from index.ts: these bring a WebAssembly engine and a database server, which no web bundle shall carry.
export { embeddedPostgresUrl, freePort, type RunningPostgres, startEmbeddedPostgres } from './embedded.ts';
export { migrate, pendingSchemaChange } from './migrate.ts';
