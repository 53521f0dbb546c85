import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StackError, dataHome } from './stack/index.ts';
import { runCommand } from './stack/run-command.ts';

export const projectDir = resolve(import.meta.dirname, '../..');
export const uiRoot = join(projectDir, 'agent-ui/dist');

/** What the built screens depend on. */
const sources = [
  'agent-ui/src',
  'agent-ui/public',
  'agent-ui/index.html',
  'agent-ui/vite.config.ts',
  'shared/src',
  'package-lock.json',
];

/**
 * Builds agent-ui unless it was built from exactly these sources. Returns what to show. Throws StackError with the
 * output.
 */
export async function buildUi(): Promise<string> {
  const hashFile = join(dataHome, 'ui.sha256');
  const hash = await hashSources();
  const known = await readFile(hashFile, 'utf8').catch(() => '');
  if (known === hash && existsSync(join(uiRoot, 'index.html'))) return 'unchanged';
  const { code, output } = await runCommand({
    program: 'npm',
    args: ['run', 'build', '--silent', '--workspace', 'agent-ui', '--prefix', projectDir],
    // Vite builds React for debugging when a test asks for the screens, and the next start would serve that.
    env: { NODE_ENV: 'production' },
  });
  if (code !== 0) throw new StackError(`The screens cannot be built:\n${output.trim()}`);
  await mkdir(dataHome, { recursive: true });
  await writeFile(hashFile, hash);
  return 'built';
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await listFiles(join(projectDir, source))) {
      hash.update(file.slice(projectDir.length)).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath || dirname(path), entry.name))
    .sort();
}
