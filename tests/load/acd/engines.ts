import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataHome, type RunningStack, startStack } from '@sansheng/config/stack';
import { amiUser, ariUser } from '@sansheng/config/stack/asterisk';
import { ManagedProcess } from '@sansheng/config/stack/managed-process';
import { findFreeTcpPort, findFreeUdpPort, type StackPorts } from '@sansheng/config/stack/ports';
import { findPrograms, type Programs } from '@sansheng/config/stack/programs';
import { runCommand } from '@sansheng/config/stack/run-command';
import { readOrMakeSecrets } from '@sansheng/config/stack/secrets';
import type { OnStep } from '@sansheng/config/stack/steps';
import { redisKeys } from '@sansheng/shared/redis';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { createAgentsStore } from '../../../server/src/telephony/agents/index.ts';
import type { LiveState, Offer } from '../../../server/src/telephony/live-state/index.ts';
import { makeBenchAsterisk } from './bench-asterisk.ts';
import { createDecisionCount } from './decisions.ts';
import { seatNumber } from './sip-phones.ts';

export type EngineName = 'sansheng' | 'app_queue';

export interface Shape {
  seats: number;
  queues: number;
  /** Most calls that wait at a time. */
  waiting: number;
}

/** One engine with its seats ready. */
export interface Engine {
  name: EngineName;
  sipPort: number;
  seatPort: number;
  callerPort: number;
  /** What callers dial. */
  hotlines: string[];
  /** Processor time used so far. */
  cpuMs(): { asterisk: number; server: number; redis: number };
  /** Offers so far that it decided past a caller who had come before; null where it does not tell. */
  decidedPast: () => Promise<number | null>;
  stop(): Promise<void>;
}

const projectDir = join(import.meta.dirname, '../../..');
/** Longest that the settings allow, so that proof of life is a small part of the load at 2,000 seats. */
const SEAT_SILENT_MS = 60_000;
const LIFE_ROUND_MS = 20_000;

const hotlineOf = (queue: number): string => `7${String(queue + 1).padStart(3, '0')}`;

/** Files that Asterisk needs: five a leg (RTP, RTCP, two events, a timer), and two for a recording. */
export const filesFor = ({ seats, waiting }: Shape): number => seats * 12 + waiting * 5 + 1000;

/** Far above what is held at a time: Asterisk tries ports by chance, and below half full it soon finds one. */
function rtpRange({ seats, waiting }: Shape): Pick<StackPorts, 'rtpMin' | 'rtpMax'> {
  const rtpMin = 12_000;
  return { rtpMin, rtpMax: Math.min(49_999, rtpMin + (2 * seats + waiting) * 5 + 2000) };
}

async function newPorts(shape: Shape): Promise<StackPorts> {
  const [redis, mariadb, asteriskHttp, ami, sip, sipWatch] = await Promise.all([
    findFreeTcpPort(),
    findFreeTcpPort(),
    findFreeTcpPort(),
    findFreeTcpPort(),
    findFreeUdpPort(),
    findFreeUdpPort(),
  ]);
  return { redis, mariadb, asteriskHttp, ami, sip, sipWatch, ...rtpRange(shape) };
}

const TICK_MS = 10;
function cpuMsOf(pid: number): number {
  if (pid === 0) return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Redis and MariaDB for the whole run, and how to start an engine on a fresh Asterisk. */
export async function prepareEngines(onStep: OnStep) {
  const dataDir = join(dataHome, 'bench-acd');
  const soundDir = join(dataHome, 'sounds');
  await mkdir(join(dataDir, 'sansheng'), { recursive: true });
  const { programs } = await findPrograms(dataHome, () => {});
  const secrets = await readOrMakeSecrets(join(dataDir, 'sansheng'));
  let stack: RunningStack | undefined;

  async function startFoundation(): Promise<RunningStack> {
    if (stack !== undefined) return stack;
    const ports = await newPorts({ seats: 0, queues: 0, waiting: 0 });
    stack = await startStack({
      dataDir: join(dataDir, 'stack'),
      ports,
      onStep,
      // Each measurement has an Asterisk of its own.
      given: {
        ASTERISK_HTTP_URL: 'http://127.0.0.1:9',
        ARI_USER: ariUser,
        ARI_PASSWORD: secrets.ariPassword,
        AMI_USER: amiUser,
        AMI_PASSWORD: secrets.amiPassword,
        RECORDING_SPOOL: join(dataDir, 'sansheng/asterisk/spool/monitor'),
      },
    });
    const { code, output } = await runCommand({
      program: process.execPath,
      args: [join(projectDir, 'queue-workers/src/seed/main.ts')],
      env: { ...stack.environment, DEMONSTRATION: 'true' },
    });
    if (code !== 0) throw new Error(`the demonstration center could not be seeded:\n${output}`);
    return stack;
  }

  return {
    start: (name: EngineName, shape: Shape): Promise<Engine> =>
      name === 'sansheng'
        ? startFoundation().then((foundation) => startSansheng(programs, foundation, shape))
        : startAppQueue(programs, shape),
    stop: async () => stack?.stop(),
  };

  async function startAppQueue(found: Programs, shape: Shape): Promise<Engine> {
    const [ports, seatPort, callerPort] = [await newPorts(shape), await findFreeUdpPort(), await findFreeUdpPort()];
    const hotlines = Array.from({ length: shape.queues }, (_, i) => hotlineOf(i));
    const asterisk = await makeBenchAsterisk(found, {
      dataDir: join(dataDir, 'app-queue'),
      ports,
      seats: shape.seats,
      seatPort,
      soundDir,
      appQueues: hotlines,
    });
    await asterisk.process.start();
    return {
      name: 'app_queue',
      sipPort: ports.sip,
      seatPort,
      callerPort,
      hotlines,
      cpuMs: () => ({ asterisk: cpuMsOf(asterisk.process.pid), server: 0, redis: 0 }),
      decidedPast: () => Promise.resolve(null),
      stop: () => asterisk.process.stop(),
    };
  }

  async function startSansheng(found: Programs, foundation: RunningStack, shape: Shape): Promise<Engine> {
    const [ports, seatPort, callerPort] = [await newPorts(shape), await findFreeUdpPort(), await findFreeUdpPort()];
    const ownDir = join(dataDir, 'sansheng');
    const asterisk = await makeBenchAsterisk(found, { dataDir: ownDir, ports, seats: shape.seats, seatPort, soundDir });
    const hotlines = Array.from({ length: shape.queues }, (_, i) => hotlineOf(i));
    const redis = new Redis(foundation.environment.REDIS_URL ?? '');
    await redis.flushall();
    await writeQueues(foundation.environment.DATABASE_URL ?? '', hotlines, shape.seats);
    await asterisk.process.start();
    const port = await findFreeTcpPort();
    const logFile = join(ownDir, 'server.log');
    await writeFile(logFile, '');
    const server = new ManagedProcess({
      name: 'server',
      program: process.execPath,
      args: [join(projectDir, 'server/src/main.ts')],
      env: {
        ...foundation.environment,
        ASTERISK_HTTP_URL: `http://127.0.0.1:${ports.asteriskHttp}`,
        AMI_PORT: String(ports.ami),
        RTP_PORT_MIN: String(ports.rtpMin),
        RTP_PORT_MAX: String(ports.rtpMax),
        SIP_WATCH_PORT: String(ports.sipWatch),
        NODE_ENV: 'production',
        CENTER_ID: 'bench',
        HOST: '127.0.0.1',
        PORT: String(port),
        // The longest ring there is: calls that wait ring, and no sound is sent.
        RING_CYCLE_MS: '10000',
      },
      logFile,
      isReady: async () => (await readFile(logFile, 'utf8')).includes('"calls adopted"'),
    });
    let life: NodeJS.Timeout | undefined;
    const stop = async () => {
      clearInterval(life);
      await server.stop();
      await asterisk.process.stop();
      redis.disconnect();
    };
    try {
      await server.start();
      const refused: Offer[] = [];
      const state: LiveState = { redis, keys: redisKeys('bench'), ringSeats: (offers) => void refused.push(...offers) };
      const agents = createAgentsStore(state);
      const numbers = Array.from({ length: shape.seats }, (_, i) => seatNumber(i));
      const queues = hotlines.map((hotline) => ({ queueId: `bench-${hotline}`, order: 0, listed: 0 }));
      for (const agentId of numbers) {
        const who = { agentId, name: agentId, teamId: '', teamName: '', queues, silentMs: SEAT_SILENT_MS };
        await agents.signInSeat(who);
        await agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
        await agents.askState(agentId, 'ready', '');
      }
      // What a browser says every few seconds, spread evenly.
      let next = 0;
      life = setInterval(() => {
        const agentId = numbers[next++ % numbers.length] ?? '';
        agents.seatAlive(agentId, { isHeard: true }).catch(() => {});
      }, LIFE_ROUND_MS / shape.seats);
      return {
        name: 'sansheng',
        sipPort: ports.sip,
        seatPort,
        callerPort,
        hotlines,
        cpuMs: () => ({
          asterisk: cpuMsOf(asterisk.process.pid),
          server: cpuMsOf(server.pid),
          redis: cpuMsOf(foundation.processes.redis.pid),
        }),
        decidedPast: createDecisionCount(redis, redisKeys('bench').events),
        stop,
      };
    } catch (error) {
      await stop();
      throw error;
    }
  }
}

/** Queues of the same seats, without wrap-up, each behind a hotline of its own. Copies of the demonstration's `service`. */
async function writeQueues(databaseUrl: string, hotlines: string[], seats: number): Promise<void> {
  const db = await createConnection(databaseUrl);
  try {
    const copy = async (table: string, from: string, set: string): Promise<void> => {
      await db.query(`CREATE TEMPORARY TABLE copied AS SELECT * FROM ${table} WHERE ${from}`);
      await db.query(`UPDATE copied SET ${set}`);
      await db.query(`INSERT INTO ${table} SELECT * FROM copied`);
      await db.query('DROP TEMPORARY TABLE copied');
    };
    await db.query("DELETE FROM queue_members WHERE queueId LIKE 'bench-%'");
    await db.query("DELETE FROM queues WHERE queueId LIKE 'bench-%'");
    await db.query("DELETE FROM hotlines WHERE queueId LIKE 'bench-%'");
    for (const hotline of hotlines) {
      const queueId = `bench-${hotline}`;
      await copy(
        'queues',
        "queueId = 'service'",
        `queueId = '${queueId}', policy = 'ring-first', wrapUpMode = 'none', sizeLimit = 100000, tierPriorities = '{}',
         needs = '[]', ownSeatWaitSeconds = 0, announceEverySeconds = 0, strategy = 'longestIdle', borrowFrom = '[]'`,
      );
      await copy(
        'hotlines',
        "number = '4000'",
        `number = '${hotline}', queueId = '${queueId}', menu = NULL, priority = NULL`,
      );
      const members = Array.from({ length: seats }, (_, i) => [queueId, seatNumber(i), i, 0]);
      await db.query('INSERT INTO queue_members (queueId, employeeNo, `order`, turn) VALUES ?', [members]);
    }
  } finally {
    await db.end();
  }
}
