import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, findOnPath } from './managed-process.ts';
import { preparePrivateRoot } from './private-root.ts';
import { StackError } from './stack-error.ts';

/** The programs of the local stack and where their files are. */
export interface Programs {
  /** How to run a program with arguments; throws StackError when this machine has none of that name. */
  command(program: ProgramName, args: string[]): Command;
  has(program: ProgramName): boolean;
  /** The folder with Asterisk's modules. */
  asteriskModuleDir: string;
  /** Asterisk's own data: sounds, music, the description of its API. */
  asteriskDataDir: string;
  /** MariaDB's SQL for a new data folder and its messages. */
  mariadbShareDir: string;
}

const programNames = {
  asterisk: 'Asterisk 20 or later',
  'redis-server': 'Redis 7 or later',
  mariadbd: 'MariaDB 10.11 or later',
  sipp: 'SIPp',
  'espeak-ng': 'espeak-ng',
  openssl: 'OpenSSL',
};
export type ProgramName = keyof typeof programNames;

/** Finds the programs: in the private root (made when it is missing), else on the PATH. */
export async function findPrograms(
  dataHome: string,
  progress: (detail: string) => void,
): Promise<{ programs: Programs; detail: string }> {
  const prepared = await preparePrivateRoot(dataHome, progress);
  if (prepared) return { programs: programsOfPrivateRoot(prepared.rootDir), detail: prepared.detail };
  return { programs: findProgramsOnPath(), detail: 'programs on the PATH' };
}

function programsOfPrivateRoot(rootDir: string): Programs {
  const libraries = readdirSync(join(rootDir, 'usr/lib')).find((name) => name.endsWith('-linux-gnu'));
  const libDir = join(rootDir, 'usr/lib', libraries ?? '');
  const inLibDir = readdirSync(libDir).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
  const loader = inLibDir ? join(libDir, inLibDir) : join(rootDir, 'usr/lib64/ld-linux-x86-64.so.2');
  const find = (program: ProgramName) =>
    [join(rootDir, 'usr/sbin', program), join(rootDir, 'usr/bin', program)].find((file) => existsSync(file));
  return {
    // Through the root's own loader, so that the machine's C library does not matter.
    command(program, args) {
      const file = find(program);
      if (!file) throw new StackError(`The private root has no ${program}: remove ${rootDir} and start again.`);
      return {
        program: loader,
        args: ['--library-path', `${libDir}:${join(libDir, 'pulseaudio')}`, file, ...args],
        ...(program === 'espeak-ng' ? { env: { ESPEAK_DATA_PATH: libDir } } : {}),
      };
    },
    has: (program) => find(program) !== undefined,
    asteriskModuleDir: join(libDir, 'asterisk/modules'),
    asteriskDataDir: join(rootDir, 'usr/share/asterisk'),
    mariadbShareDir: join(rootDir, 'usr/share/mariadb'),
  };
}

/** The programs that the machine itself has. */
export function findProgramsOnPath(): Programs {
  const find = (program: ProgramName) =>
    findOnPath(program) ?? (program === 'redis-server' ? findOnPath('valkey-server') : null);
  const firstFolder = (folders: string[]) => folders.find((folder) => existsSync(folder)) ?? folders[0] ?? '';
  const multiarch = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  return {
    command(program, args) {
      const file = find(program);
      if (!file) {
        throw new StackError(
          `${programNames[program]} is missing and this machine's archive does not carry it: install it so that ${program} is on the PATH, or give the address of a running one.`,
        );
      }
      return { program: file, args };
    },
    has: (program) => find(program) !== null,
    asteriskModuleDir: firstFolder([
      `/usr/lib/${multiarch}/asterisk/modules`,
      '/usr/lib64/asterisk/modules',
      '/usr/lib/asterisk/modules',
      '/usr/local/lib/asterisk/modules',
    ]),
    asteriskDataDir: firstFolder(['/usr/share/asterisk/sounds', '/var/lib/asterisk/sounds']).replace(/\/sounds$/, ''),
    mariadbShareDir: firstFolder(['/usr/share/mariadb', '/usr/share/mysql', '/usr/local/share/mysql']),
  };
}
