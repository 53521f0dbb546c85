import { writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { ManagedProcess } from './managed-process.ts';
import type { PartFolders } from './part-folders.ts';
import type { Programs } from './programs.ts';

/** Redis on loopback: every write in the append-only file within a second, nothing evicted. */
export async function makeRedis(
  programs: Programs,
  folders: PartFolders,
  options: { port: number; password: string },
): Promise<ManagedProcess> {
  const { port, password } = options;
  const configFile = join(folders.redisDir, 'redis.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    'protected-mode yes',
    `requirepass ${password}`,
    `dir "${folders.redisDir}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    'loglevel notice',
  ];
  await writeFile(configFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  return new ManagedProcess({
    name: 'Redis',
    ...programs.command('redis-server', [configFile]),
    logFile: join(folders.logDir, 'redis.log'),
    isReady: () => answersPing(port, password),
  });
}

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let answer = '';
    const settle = (isReady: boolean) => {
      socket.destroy();
      resolve(isReady);
    };
    socket.setTimeout(1000, () => settle(false));
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(false));
    // While it still loads its data the answer is -LOADING.
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (answer.includes('+PONG')) settle(true);
      else if (answer.includes('-')) settle(false);
    });
    socket.write(`AUTH ${password}\r\nPING\r\n`);
  });
}
