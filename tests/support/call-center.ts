import { onTestFailed, onTestFinished } from 'vitest';
import { type CallCenter, type CenterOptions, startCenter } from './start-center.ts';
import { theStack } from './the-stack.ts';

export type { CallCenter } from './start-center.ts';

/** A whole center for one test: its own server and workers, its own keys in Redis, on the stack of the run. */
export async function aCallCenter(options: CenterOptions = {}): Promise<CallCenter> {
  const center = await startCenter(theStack(), options);
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  return center;
}
