import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type AptSource,
  findMainArchive,
  formatDeb822Source,
  parseDeb822Sources,
  parseOneLineSources,
} from './apt-sources.ts';
import { withFileLock } from './file-lock.ts';
import { findOnPath } from './managed-process.ts';
import { runCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';

/** Kept in the private root. A change makes the next start unpack again. */
const packages = [
  'asterisk',
  'asterisk-core-sounds-en-gsm',
  'asterisk-moh-opsound-wav',
  'espeak-ng',
  'mariadb-server-core',
  'openssl',
  'redis-server',
  'sip-tester',
];

/** Debian's suite with Asterisk 22; stable Debian carries none. */
const debianSuite = 'forky';

/** Archives, unpacked tree and the first data of the parts. */
const neededBytes = 1_200_000_000;

interface Plan {
  suite: string;
  components: string[];
  archive: AptSource;
  architecture: string;
}

/**
 * Unpacks the Debian packages of the local stack below `dataHome/root`, once, without installing anything on the
 * machine and without being root.
 * Returns the root's folder; null when this machine has no apt-get or no archive that carries the packages.
 * Throws StackError when the archive cannot be reached or the disk is full.
 */
export async function preparePrivateRoot(
  dataHome: string,
  progress: (detail: string) => void,
): Promise<{ rootDir: string; detail: string } | null> {
  const rootDir = join(dataHome, 'root');
  const markerFile = join(rootDir, '.packages.json');
  const marker = JSON.stringify({ packages, debianSuite });
  const isPrepared = async () => (await readFile(markerFile, 'utf8').catch(() => '')) === marker;
  if (await isPrepared()) return { rootDir, detail: 'already unpacked' };
  if (!findOnPath('apt-get') || !findOnPath('dpkg-deb')) return null;
  const plan = await planArchive();
  if (!plan) return null;

  await mkdir(dataHome, { recursive: true });
  return withFileLock(
    `${rootDir}.lock`,
    () => progress('waiting for another start that unpacks the same packages'),
    async () => {
      if (await isPrepared()) return { rootDir, detail: 'unpacked by another start' };
      const { bavail, bsize } = await statfs(dataHome);
      if (bavail * bsize < neededBytes) {
        throw new StackError(
          `The disk is too full: ${dataHome} needs ${toMegabytes(neededBytes)} MB for Asterisk, MariaDB and Redis and has ${toMegabytes(bavail * bsize)} MB; free some space and start again.`,
        );
      }
      const workDir = `${rootDir}.new`;
      await rm(workDir, { recursive: true, force: true });
      try {
        const archives = await fetchPackages(join(workDir, 'apt'), plan, progress);
        await unpackPackages(archives, join(workDir, 'tree'), progress);
        await writeFile(join(workDir, 'tree', '.packages.json'), marker);
        await rm(rootDir, { recursive: true, force: true });
        await rename(join(workDir, 'tree'), rootDir);
        return { rootDir, detail: `${archives.length} packages of ${plan.suite} unpacked` };
      } finally {
        await rm(workDir, { recursive: true, force: true });
      }
    },
  );
}

async function planArchive(): Promise<Plan | null> {
  const release = new Map(
    (await readFile('/etc/os-release', 'utf8').catch(() => ''))
      .split('\n')
      .map((line) => line.split('='))
      .map(([name = '', value = '']) => [name, value.replaceAll('"', '')]),
  );
  const codename = release.get('VERSION_CODENAME') ?? '';
  const archive = findMainArchive(await readAptSources(), codename);
  if (!archive) return null;
  const architecture = (await runCommand({ program: 'dpkg', args: ['--print-architecture'] })).stdout.trim();
  const isDebian = release.get('ID') === 'debian';
  return {
    archive,
    architecture,
    suite: isDebian ? debianSuite : codename,
    components: isDebian ? ['main'] : archive.components,
  };
}

async function readAptSources(): Promise<AptSource[]> {
  const folder = '/etc/apt/sources.list.d';
  const names = await readdir(folder).catch(() => []);
  const files = ['/etc/apt/sources.list', ...names.sort().map((name) => join(folder, name))];
  const read = async (file: string) => readFile(file, 'utf8').catch(() => '');
  const parsed = files.map(async (file) => {
    if (file.endsWith('.list')) return parseOneLineSources(await read(file));
    if (file.endsWith('.sources')) return parseDeb822Sources(await read(file));
    return [];
  });
  return (await Promise.all(parsed)).flat();
}

/** Downloads the packages and all they depend on. apt gets a state of its own: to it, nothing is installed. */
async function fetchPackages(aptDir: string, plan: Plan, progress: (detail: string) => void): Promise<string[]> {
  for (const folder of ['lists/partial', 'cache/archives/partial', 'sources']) {
    await mkdir(join(aptDir, folder), { recursive: true });
  }
  await writeFile(join(aptDir, 'status'), '');
  await writeFile(
    join(aptDir, 'sources', 'stack.sources'),
    formatDeb822Source(plan.archive, plan.suite, plan.components, plan.architecture),
  );
  const settings = {
    'Dir::State': aptDir,
    'Dir::State::Lists': join(aptDir, 'lists'),
    'Dir::State::status': join(aptDir, 'status'),
    'Dir::Cache': join(aptDir, 'cache'),
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(aptDir, 'sources'),
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'APT::Architecture': plan.architecture,
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt = async (args: string[], onLine: (line: string) => void) => {
    const command = { program: 'apt-get', args: [...options, ...args], env: { LC_ALL: 'C' } };
    const { code, output } = await runCommand(command, { onLine });
    if (code === 0 && !/^(Err:|W: Failed to fetch)/m.test(output)) return;
    if (/No space left|enough free space/i.test(output)) {
      throw new StackError(
        `The disk became full while fetching packages into ${aptDir}: free some space and start again.`,
      );
    }
    const cause = /^(?:E|W): (.*)$/m.exec(output)?.[1] ?? `apt-get ended with code ${code}`;
    throw new StackError(
      `The package archive cannot be used (${cause.slice(0, 200)}): check the network and the machine's apt sources, or give REDIS_URL, DATABASE_URL and ASTERISK_HTTP_URL.`,
    );
  };

  progress('reading the list of packages');
  await apt(['update'], () => {});
  let total = 0;
  await apt(['install', '--yes', '--download-only', ...packages], (line) => {
    total = Number(/(\d+) newly installed/.exec(line)?.[1] ?? total);
    const count = /^Get:(\d+) /.exec(line)?.[1];
    if (count) progress(`fetching package ${count} of ${total}`);
  });
  const archiveDir = join(aptDir, 'cache', 'archives');
  const names = await readdir(archiveDir);
  return names.filter((name) => name.endsWith('.deb')).map((name) => join(archiveDir, name));
}

async function unpackPackages(archives: string[], treeDir: string, progress: (detail: string) => void): Promise<void> {
  await mkdir(treeDir, { recursive: true });
  const waiting = [...archives];
  let unpacked = 0;
  const unpackNext = async (): Promise<void> => {
    for (let archive = waiting.pop(); archive; archive = waiting.pop()) {
      const { code, output } = await runCommand({ program: 'dpkg-deb', args: ['-x', archive, treeDir] });
      if (code !== 0) {
        throw new StackError(
          /No space left/i.test(output)
            ? `The disk became full while unpacking into ${treeDir}: free some space and start again.`
            : `A package cannot be unpacked (${output.trim().slice(0, 200)}): start again to fetch it anew.`,
        );
      }
      unpacked += 1;
      progress(`unpacking package ${unpacked} of ${archives.length}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, unpackNext));
  // Documentation and translations are half of the files and nobody reads them here.
  for (const folder of ['doc', 'man', 'locale', 'info']) {
    const full = join(treeDir, 'usr/share', folder);
    if (existsSync(full)) await rm(full, { recursive: true });
  }
}

const toMegabytes = (bytes: number) => Math.round(bytes / 1_000_000);
