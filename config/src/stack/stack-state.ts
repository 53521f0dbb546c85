import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StackPorts } from './ports.ts';
import { type ProcessIdentity, isAlive } from './process-identity.ts';

/** Stored in the data folder while the stack runs: for `npm stop`, `npm run call`, and the next start. */
export interface StackState {
  /** The process that started the stack and stops it. */
  runner: ProcessIdentity;
  children: ProcessIdentity[];
  ports: StackPorts;
  /** What the server and the queue-workers get: addresses and passwords. */
  environment: Record<string, string>;
}

const stateFile = (dataDir: string) => join(dataDir, 'stack.json');

/** The state of a stack that runs, or whose runner was killed; null when there is none. */
export async function readStackState(dataDir: string): Promise<StackState | null> {
  const text = await readFile(stateFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as StackState;
  } catch {
    return null;
  }
}

export const isRunning = (state: StackState): boolean => isAlive(state.runner);

export const writeStackState = (dataDir: string, state: StackState): Promise<void> =>
  writeFile(stateFile(dataDir), JSON.stringify(state, null, 2), { mode: 0o600 });

export const removeStackState = (dataDir: string): Promise<void> => rm(stateFile(dataDir), { force: true });
