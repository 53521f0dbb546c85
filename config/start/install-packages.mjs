// Plain JavaScript for Node 20: this file installs the packages, and with them Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modulesDir = join(projectDir, 'node_modules');
const neededBytes = 1_500_000_000;

/** Something the person at the keyboard can fix; `message` is one sentence. */
export class SetupError extends Error {}

/** Path of the Node that the project runs on. */
export const projectNode = join(modulesDir, 'node/bin/node');

/** Installs the packages of package-lock.json unless they are there. Throws SetupError. */
export async function installPackages(onStep) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`This is Node ${process.versions.node}: install Node 20.19 or later and start again.`);
  }
  if (arePackagesInstalled()) return;
  const begunAtMs = performance.now();
  const report = (state, detail) =>
    onStep({ name: 'Packages', state, detail, elapsedMs: performance.now() - begunAtMs });
  report('begun');
  try {
    const { bavail, bsize } = statfsSync(projectDir);
    if (bavail * bsize < neededBytes) {
      const megabytes = Math.round((bavail * bsize) / 1_000_000);
      throw new SetupError(
        `The disk is too full: the packages need ${neededBytes / 1_000_000} MB in ${projectDir} and it has ${megabytes} MB; free some space and start again.`,
      );
    }
    const packages = Object.values(readLock(join(projectDir, 'package-lock.json')));
    const total = packages.filter((entry) => !entry.optional).length;
    const timer = setInterval(() => report('progress', `${countInstalled()} of about ${total} packages`), 500);
    try {
      await runNpmInstall();
    } finally {
      clearInterval(timer);
    }
    fetchProjectNode();
    report('done', `${countInstalled()} installed`);
  } catch (error) {
    report('failed');
    throw error;
  }
}

/** Whether every package of the lock file is installed in its version. */
export function arePackagesInstalled() {
  if (!existsSync(projectNode)) return false;
  const installed = readLock(join(modulesDir, '.package-lock.json'));
  return Object.entries(readLock(join(projectDir, 'package-lock.json'))).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') ||
      // Of optional packages only those for this machine are installed.
      (entry.optional && !installed[path]) ||
      installed[path]?.version === entry.version,
  );
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function countInstalled() {
  if (!existsSync(modulesDir)) return 0;
  const names = readdirSync(modulesDir).filter((name) => !name.startsWith('.'));
  const scoped = names
    .filter((name) => name.startsWith('@'))
    .map((scope) => readdirSync(join(modulesDir, scope)).length);
  return names.length - scoped.length + scoped.reduce((sum, count) => sum + count, 0);
}

/**
 * The versions of the lock file, which stays as it is. Not `npm ci`: that refuses a lock file in which an optional
 * package for another system is missing, and it empties node_modules under a center that runs.
 */
async function runNpmInstall() {
  const child = spawn('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    // No report to the makers of a dependency.
    env: { ...process.env, SCARF_ANALYTICS: 'false' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      output += bytes;
    });
  }
  const code = await new Promise((settle) => {
    child.on('error', (error) => {
      output += error.message;
      settle(1);
    });
    child.on('close', settle);
  });
  if (code === 0) return;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    throw new SetupError('The package registry cannot be reached: check the network (npm ping) and start again.');
  }
  if (/ENOSPC/.test(output)) {
    throw new SetupError(
      `The disk became full while installing packages in ${projectDir}: free some space and start again.`,
    );
  }
  throw new SetupError(`npm install failed: ${output.trim().split('\n').slice(0, 3).join(' | ')}`);
}

/** npm may be configured not to run install scripts; the one of the package `node` fetches the program itself. */
function fetchProjectNode() {
  if (existsSync(projectNode)) return;
  const packageDir = join(modulesDir, 'node');
  const { status } = spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: packageDir,
    stdio: 'ignore',
  });
  if (status !== 0 || !existsSync(projectNode)) {
    throw new SetupError(`Node 24 could not be installed in ${packageDir}: check the network and start again.`);
  }
}

/** Runs a TypeScript file of `config/src` on the project's Node in place of this process and ends with its exit code. */
export function runOnProjectNode(file, args) {
  const binDir = join(modulesDir, '.bin');
  const child = spawn(projectNode, [join(projectDir, 'config/src', file), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${binDir}:${process.env.PATH ?? ''}` },
  });
  // A Ctrl-C in the terminal reaches the child directly; it exits after an orderly stop, and we exit with it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Node 24 cannot be run (${error.message}): remove node_modules and start again.`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
