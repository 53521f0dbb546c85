import { readFile, rm, writeFile } from 'node:fs/promises';
import { type ProcessIdentity, identifyProcess, isAlive } from './process-identity.ts';
import { StackError } from './stack-error.ts';
import { until } from './until.ts';

/**
 * Runs `work` while holding a lock file, so that two starts at once do the work once. A lock whose owner is dead is
 * taken over. `onWait` is called when another process holds it.
 */
export async function withFileLock<T>(file: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const me = identifyProcess(process.pid);
  let isWaiting = false;
  const isTaken = await until(
    async () => {
      try {
        await writeFile(file, JSON.stringify(me), { flag: 'wx' });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (await isAbandoned(file)) await rm(file, { force: true });
      else if (!isWaiting) {
        isWaiting = true;
        onWait();
      }
      return false;
    },
    { limitMs: 15 * 60_000, everyMs: 200 },
  );
  if (!isTaken) throw new StackError(`Another start has held ${file} for 15 minutes: end it, or remove the file.`);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // Empty: its owner is between creating and writing it.
  if (text === '') return false;
  return !isAlive(JSON.parse(text) as ProcessIdentity);
}
