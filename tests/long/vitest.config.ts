import { defineConfig } from 'vitest/config';

/** What takes longer than anybody waits for after each change; by `npm run test:long`. */
export default defineConfig({
  test: {
    name: 'long',
    root: import.meta.dirname,
    include: ['*.long.ts'],
    globalSetup: ['../support/shared-stack.ts'],
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
