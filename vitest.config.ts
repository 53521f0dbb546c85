import { defineConfig } from 'vitest/config';

const isOneStory = process.argv.some((argument) => argument.endsWith('.test.ts'));

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{config,shared,server,queue-workers,agent-ui}/**/*.test.{ts,tsx}'],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['tests/support/shared-stack.ts'],
          // Each has a stack of its own; stories mostly wait, so two share two cores well.
          maxWorkers: isOneStory ? 1 : 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
