import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const shared = {
  pool: 'forks' as const,
  testTimeout: 30_000,
  hookTimeout: 60_000,
  teardownTimeout: 20_000,
  // onnxruntime would report to its maker.
  env: { ORT_DISABLE_TELEMETRY: '1' },
};

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, Math.min(4, availableParallelism())),
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['{server,wire,sdk,scripts,bench,content,e2e}/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'e2e/stories/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'stories',
          // A story boots the whole server and plays sound in real time.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Sound in real time on a machine that is shared: what failed once is told again before it counts.
          retry: 1,
          include: ['e2e/stories/**/*.test.ts'],
        },
      },
    ],
    coverage: {
      provider: 'v8',
      reporter: ['json-summary', 'html'],
      include: ['server/**/*.ts', 'wire/**/*.ts'],
      // Test support is not production. Worker entries run in their own threads and `main.ts` in its own process, where
      // vitest's collector does not reach: their tests drive them, but no figure could show it.
      exclude: [
        '**/*.{test,fake}.ts',
        '**/{fake,broken,contract}{,-*}.ts',
        'server/ports/**/port.ts',
        '**/*-worker.ts',
        'server/main.ts',
      ],
      thresholds: { lines: 80 },
    },
  },
});
