import { defineConfig } from 'vitest/config';

const isOneStory = process.argv.some((argument) => argument.endsWith('.test.ts'));

const system = {
  globalSetup: ['tests/support/shared-stack.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

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
          ...system,
          name: 'system',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts'],
          // Each has a stack of its own; stories mostly wait, so three share two cores well.
          maxWorkers: isOneStory ? 1 : 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...system,
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          testTimeout: 180_000,
          // A browser with sound fills both cores: one story after another.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
