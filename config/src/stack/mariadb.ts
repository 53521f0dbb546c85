import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { ManagedProcess } from './managed-process.ts';
import type { PartFolders } from './part-folders.ts';
import type { Programs } from './programs.ts';
import { runCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';

export const databaseName = 'sansheng';
export const databaseUser = 'sansheng';

/**
 * MariaDB on loopback with one user, who owns the database `sansheng` and may make others whose names begin so (tests).
 * There is no administrator: the data belongs to this project alone.
 */
export async function makeMariadb(
  programs: Programs,
  folders: PartFolders,
  options: { port: number; password: string },
): Promise<ManagedProcess> {
  const { port, password } = options;
  const tableDir = join(folders.mariadbDir, 'data');
  if (!existsSync(tableDir)) await makeTables(programs, folders.mariadbDir, tableDir);
  const initFile = join(folders.mariadbDir, 'users.sql');
  const user = `'${databaseUser}'@'127.0.0.1'`;
  const statements = [
    `DELETE FROM mysql.global_priv WHERE User NOT IN ('${databaseUser}', 'mariadb.sys')`,
    'FLUSH PRIVILEGES',
    `CREATE DATABASE IF NOT EXISTS ${databaseName} CHARACTER SET utf8mb4`,
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY '${password}'`,
    `ALTER USER ${user} IDENTIFIED BY '${password}'`,
    `GRANT ALL ON \`${databaseName}%\`.* TO ${user}`,
  ];
  await writeFile(initFile, statements.map((statement) => `${statement};\n`).join(''), { mode: 0o600 });
  const args = [
    '--no-defaults',
    ...ownerArgs(),
    `--datadir=${tableDir}`,
    `--socket=${join(folders.runDir, 'mariadb.sock')}`,
    `--pid-file=${join(folders.runDir, 'mariadb.pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    `--lc-messages-dir=${programs.mariadbShareDir}`,
    `--init-file=${initFile}`,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00',
    `--innodb-buffer-pool-size=${bufferPoolMegabytes()}M`,
    // With this, ten million calls are indexed in minutes instead of an hour of merging small runs; used only while an
    // index is built.
    '--innodb-sort-buffer-size=16M',
    '--max-connections=300',
  ];
  return new ManagedProcess({
    name: 'MariaDB',
    ...programs.command('mariadbd', args),
    logFile: join(folders.logDir, 'mariadb.log'),
    isReady: () => greets(port),
    stopLimitMs: 30_000,
  });
}

/** An eighth of the memory, 256 MB at least and 4 GB at most; it is taken as the tables grow. */
const bufferPoolMegabytes = () => Math.max(256, Math.min(4096, Math.floor(totalmem() / 8 / 2 ** 20)));

/** It runs as root only when told to. */
const ownerArgs = () => (process.getuid?.() === 0 ? ['--user=root'] : []);

async function makeTables(programs: Programs, mariadbDir: string, tableDir: string): Promise<void> {
  // Created beside its place and then renamed: an interrupted start leaves nothing half-finished.
  const newDir = join(mariadbDir, 'data.new');
  await rm(newDir, { recursive: true, force: true });
  await mkdir(newDir);
  const names = ['mariadb_system_tables.sql', 'mariadb_performance_tables.sql', 'mariadb_system_tables_data.sql'];
  const scripts = await Promise.all(names.map((name) => readFile(join(programs.mariadbShareDir, name), 'utf8')));
  const input = ['create database if not exists mysql;', 'use mysql;', ...scripts].join('\n');
  const args = [
    '--no-defaults',
    ...ownerArgs(),
    '--bootstrap',
    `--datadir=${newDir}`,
    `--lc-messages-dir=${programs.mariadbShareDir}`,
  ];
  const { code, output } = await runCommand(programs.command('mariadbd', args), { input });
  if (code !== 0) {
    throw new StackError(`MariaDB cannot make its data folder ${newDir}: ${output.trim().split('\n').at(-1) ?? ''}`);
  }
  await rename(newDir, tableDir);
}

/** MariaDB speaks first: a packet whose fifth byte is 10, the protocol's version (255: an error). */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const settle = (isReady: boolean) => {
      socket.destroy();
      resolve(isReady);
    };
    socket.setTimeout(1000, () => settle(false));
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(false));
    socket.on('data', (bytes) => settle(bytes[4] === 10));
  });
}
