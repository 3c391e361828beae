import { defineConfig } from 'prisma/config';

// `prisma generate` needs no schema engine, but Prisma's command line looks for one and would download it.
// Any executable satisfies the look-up, so generating works on a closed network.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } });
