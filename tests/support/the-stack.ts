import { inject } from 'vitest';
import type { StackAddresses } from './test-stack.ts';

/** Addresses of the stack that belongs to this worker of the run. */
export function theStack(): StackAddresses {
  const stack = inject('stacks')[Number(process.env.VITEST_POOL_ID) - 1];
  if (stack === undefined) throw new Error(`no stack was started for worker ${process.env.VITEST_POOL_ID}`);
  return stack;
}
