import { defineConfig } from 'vitest/config';

// unit: pure code beside its file. db: real PostgreSQL, a database a file. components: React in jsdom.
// cluster: the Kubernetes suite, on $KUBECONFIG or the sandbox.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{lib,components,bin,bench,e2e}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/*.cluster.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'db',
          environment: 'node',
          include: ['{lib,app}/**/*.db.test.ts'],
          globalSetup: ['lib/platform/database/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'cluster',
          environment: 'node',
          include: ['e2e/kubernetes/*.cluster.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
      { test: { name: 'components', environment: 'jsdom', include: ['components/**/*.test.tsx'] } },
    ],
  },
});
