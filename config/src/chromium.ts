import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from './stack/managed-process.ts';
import { runCommand } from './stack/run-command.ts';
import { StackError } from './stack/stack-error.ts';
import { projectDir } from './ui-build.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const findChromium = () => names.map(findOnPath).find((path) => path !== null) ?? null;

/**
 * A Chromium for the browser tests: CHROMIUM_PATH, one on the PATH, the machine's own package when we are root, or
 * Playwright's download. (It re-executes itself, so it cannot run from the private root.) Returns its path.
 */
export async function prepareChromium(progress: (detail: string) => void): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new StackError(`CHROMIUM_PATH: there is no ${given}.`);
    return given;
  }
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && findOnPath('apt-get')) {
    progress('installing the package chromium');
    const apt = (args: string[]) =>
      runCommand({ program: 'apt-get', args, env: { DEBIAN_FRONTEND: 'noninteractive' } }, { onLine: progress });
    await apt(['update']);
    await apt(['install', '--yes', '--no-install-recommends', 'chromium']);
    const installed = findChromium();
    if (installed) return installed;
  }
  progress('downloading Chromium');
  const cli = join(projectDir, 'node_modules/playwright-core/cli.js');
  const { output } = await runCommand(
    { program: process.execPath, args: [cli, 'install', '--no-shell', 'chromium'] },
    { onLine: progress },
  );
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  if (existsSync(path)) return path;
  throw new StackError(
    `Chromium is missing and cannot be downloaded (${output.trim().split('\n').at(-1) ?? ''}): install it, or give CHROMIUM_PATH.`,
  );
}
