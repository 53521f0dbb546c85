import { WrongSettings } from './environment.ts';
import { endProcesses } from './stack/managed-process.ts';
import { isAlive } from './stack/process-identity.ts';
import { readStackState, removeStackState } from './stack/stack-state.ts';
import { until } from './stack/until.ts';
import { readStackSettings } from './stack-settings.ts';

/** `npm stop`: stops what `npm start` runs from this data folder, including what a killed one left behind. */
async function main(): Promise<void> {
  const { DATA_DIR } = readStackSettings();
  const state = await readStackState(DATA_DIR);
  if (!state) {
    console.log('Sansheng does not run here.');
    return;
  }
  const { runner, children } = state;
  if (isAlive(runner)) {
    process.kill(runner.pid, 'SIGTERM');
    await until(() => !isAlive(runner), { limitMs: 60_000 });
  }
  await endProcesses(isAlive(runner) ? [runner, ...children] : children);
  await removeStackState(DATA_DIR);
  console.log('Sansheng is stopped.');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof WrongSettings ? error.message : error);
  process.exitCode = 1;
}
