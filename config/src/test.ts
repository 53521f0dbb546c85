import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showSteps } from '../start/show-steps.mjs';
import { prepareChromium } from './chromium.ts';
import { dataHome } from './stack/index.ts';
import { findPrograms } from './stack/programs.ts';
import { runCommand } from './stack/run-command.ts';
import { StackError } from './stack/stack-error.ts';
import { runStep } from './stack/steps.ts';
import { buildUi, projectDir } from './ui-build.ts';

/**
 * `npm test`: set-up, then every check in its order; stops at the first that fails. Returns the counts of the tests.
 */
async function main(): Promise<{ passed: number; failed: number }> {
  const onStep = showSteps();
  const chromium = await runStep(onStep, 'Chromium', async (progress) => {
    const path = await prepareChromium(progress);
    return { value: path, detail: path };
  });
  await runStep(onStep, 'Programs', async (progress) => {
    const { programs, detail } = await findPrograms(dataHome, progress);
    programs.command('sipp', []);
    return { value: undefined, detail };
  });
  const env = { CHROMIUM_PATH: chromium, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  const checks: [name: string, program: string, args: string[]][] = [
    ['Format', 'biome', ['format']],
    ['Lint', 'npm', ['run', '--silent', 'lint']],
    ['Types', 'turbo', ['run', 'check', '--output-logs=errors-only']],
    ['Dead code', 'knip', []],
  ];
  for (const [name, program, args] of checks) {
    await runStep(onStep, name, async () => {
      const { code, output } = await runCommand({ program, args, env });
      if (code !== 0) throw new StackError(`${name} failed:\n${output.trim()}`);
      return { value: undefined };
    });
  }
  await runStep(onStep, 'Screens', async () => ({ value: undefined, detail: await buildUi() }));
  return runTests(env);
}

/** Runs vitest with its own output and reads its summary. */
async function runTests(env: Record<string, string>): Promise<{ passed: number; failed: number }> {
  const summaryFile = join(tmpdir(), `sansheng-tests-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${summaryFile}`];
  // CI machines are shared: a story that failed because a neighbour stalled the machine is run up to twice more, and
  // the report says so.
  const retries = process.env.CI === 'true' ? ['--retry=2'] : [];
  const { code } = await runCommand(
    {
      program: 'vitest',
      args: ['run', ...reporters, ...retries, ...process.argv.slice(2)],
      env: { ...env, [process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR']: '1' },
    },
    { onLine: (line) => console.log(line) },
  );
  const text = await readFile(summaryFile, 'utf8').catch(() => '{}');
  await rm(summaryFile, { force: true });
  const summary = JSON.parse(text) as { numPassedTests?: number; numFailedTests?: number };
  const passed = summary.numPassedTests ?? 0;
  // A file that cannot be loaded, or an error outside a test, has no failed test but is a failure all the same.
  const failed = Math.max(summary.numFailedTests ?? 0, code === 0 ? 0 : 1);
  return { passed, failed };
}

let counts = { passed: 0, failed: 1 };
try {
  process.chdir(projectDir);
  counts = await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
