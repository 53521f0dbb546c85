import { join } from 'node:path';
import {
  type Command,
  dataHome,
  type RunningStack,
  StackError,
  type StackOptions,
  startStack,
} from '@sansheng/config/stack';
import { findFreeUdpPort } from '@sansheng/config/stack/ports';
import { runCommand } from '@sansheng/config/stack/run-command';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';

/** What a test must know of a stack that another process holds; survives JSON. */
export interface StackAddresses {
  /** Settings for the server and the queue-workers. */
  environment: Record<string, string>;
  sipPort: number;
  /** UDP port of 127.0.0.1 that the trunk sends calls to customers to. */
  customerPort: number;
  /** SIPp without arguments. */
  sipp: Command;
}
export interface TestStack {
  addresses: StackAddresses;
  /** To kill and restart parts; only in the process that started them. */
  processes: RunningStack['processes'];
  asteriskCli: RunningStack['asteriskCli'];
  stop(): Promise<void>;
}

const projectDir = join(import.meta.dirname, '../..');
/** Test runs at the same time on one machine, each with a folder of its own. */
const SLOTS = 6;

/**
 * Asterisk, Redis (empty) and MariaDB (the demonstration center, freshly seeded) on free ports. `dataDir`: a folder of its
 * own for all that they write, on a disk of its own perhaps.
 */
export async function startTestStack({ dataDir }: { dataDir?: string } = {}): Promise<TestStack> {
  const customerPort = await findFreeUdpPort();
  const stack =
    dataDir === undefined ? await startInFreeSlot(customerPort) : await startStack(optionsOf(dataDir, customerPort));
  try {
    const { environment } = stack;
    await Promise.all([emptyRedis(environment), emptyDatabase(environment).then(() => seed(environment))]);
    return {
      addresses: { environment, sipPort: stack.ports.sip, customerPort, sipp: stack.sippCommand([]) },
      processes: stack.processes,
      asteriskCli: (command) => stack.asteriskCli(command),
      stop: () => stack.stop(),
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

const optionsOf = (dataDir: string, customerPort: number): StackOptions => ({
  dataDir,
  ports: 'free',
  needs: { sipp: true },
  demonstrationTrunk: { dialTo: `127.0.0.1:${customerPort}` },
  // Stories wait for what is said to the end.
  wordsPerMinute: 400,
});

async function startInFreeSlot(customerPort: number): Promise<RunningStack> {
  for (let slot = 1; ; slot += 1) {
    try {
      return await startStack(optionsOf(join(dataHome, `test-${slot}`), customerPort));
    } catch (error) {
      const isTaken = error instanceof StackError && error.message.startsWith('A center is already running');
      if (!isTaken || slot === SLOTS) throw error;
    }
  }
}

async function emptyRedis({ REDIS_URL = '' }: Record<string, string>): Promise<void> {
  const redis = new Redis(REDIS_URL);
  await redis.flushall();
  redis.disconnect();
}

async function emptyDatabase({ DATABASE_URL = '' }: Record<string, string>): Promise<void> {
  const name = new URL(DATABASE_URL).pathname.slice(1);
  const connection = await createConnection(DATABASE_URL);
  await connection.query(`DROP DATABASE \`${name}\``);
  await connection.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
  await connection.end();
}

async function seed(environment: Record<string, string>): Promise<void> {
  const { code, output } = await runCommand({
    program: process.execPath,
    args: [join(projectDir, 'queue-workers/src/seed/main.ts')],
    env: { ...environment, DEMONSTRATION: 'true' },
  });
  if (code !== 0) throw new Error(`the demonstration center could not be seeded:\n${output}`);
}
