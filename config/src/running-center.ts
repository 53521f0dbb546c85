import { type Environment, readEnvironment } from './environment.ts';
import { StackError } from './stack/stack-error.ts';
import { isRunning, readStackState } from './stack/stack-state.ts';
import { readStackSettings } from './stack-settings.ts';

/**
 * Settings of the center that runs from this data folder, for commands that work on its database; the environment takes
 * precedence. Throws StackError when none is running and no DATABASE_URL is given.
 */
export async function readRunningCenter(): Promise<Environment> {
  const state = await readStackState(readStackSettings().DATA_DIR);
  const isHere = state !== null && isRunning(state);
  if (!isHere && !process.env.DATABASE_URL)
    throw new StackError(
      'No center is running here: run npm start first, or give DATABASE_URL and the other settings.',
    );
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value));
  return readEnvironment({ ...(isHere && state.environment), ...given });
}
