import type { TestProject } from 'vitest/node';
import { type StackAddresses, startTestStack, type TestStack } from './test-stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stacks: StackAddresses[];
  }
}

/**
 * One stack for each worker of the run, since one Asterisk hands its calls to one server: two stories at once never meet.
 * Tests get theirs by `theStack` and keep apart by a CENTER_ID each.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stacks: TestStack[] = [];
  // One after another: each looks for free ports.
  for (let worker = 1; worker <= project.config.maxWorkers; worker += 1) stacks.push(await startTestStack());
  project.provide(
    'stacks',
    stacks.map(({ addresses }) => addresses),
  );
  return async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
  };
}
