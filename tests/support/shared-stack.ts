import type { TestProject } from 'vitest/node';
import { type StackAddresses, startTestStack } from './test-stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: StackAddresses;
  }
}

/** One stack for the whole run; tests get its addresses by `inject('stack')` and keep apart by a CENTER_ID each. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startTestStack();
  project.provide('stack', stack.addresses);
  return () => stack.stop();
}
