import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Asterisk, amiUser, ariUser, makeAsterisk } from './asterisk.ts';
import { type Command, type ManagedProcess, type ProcessControl, endProcesses } from './managed-process.ts';
import { databaseName, databaseUser, makeMariadb } from './mariadb.ts';
import { makePartFolders } from './part-folders.ts';
import { type StackPorts, findFreeStackPorts } from './ports.ts';
import { identifyProcess } from './process-identity.ts';
import { type Programs, findPrograms, findProgramsOnPath } from './programs.ts';
import { makeRedis } from './redis.ts';
import { readOrMakeSecrets } from './secrets.ts';
import { StackError } from './stack-error.ts';
import { isRunning, readStackState, removeStackState, writeStackState } from './stack-state.ts';
import { type OnStep, runStep } from './steps.ts';

export type { Command, ProcessControl } from './managed-process.ts';
export type { StackPorts } from './ports.ts';
export type { Step } from './steps.ts';
export { StackError } from './stack-error.ts';

/** The folder that all local data lies in: the private root, the prompts, and each stack's own folder. */
export const dataHome = resolve(import.meta.dirname, '../../../.data');

const DEFAULT_WORDS_PER_MINUTE = 150;

export type PartName = 'asterisk' | 'redis' | 'mariadb';

export interface StackOptions {
  /** Folder of this stack's data, kept from start to start. Two stacks at once need two folders. */
  dataDir: string;
  /** `free`: each part listens on a port that is free now. */
  ports: StackPorts | 'free';
  /** Fails at once when SIPp is not to be had. */
  needs?: { sipp?: boolean };
  onStep?: OnStep;
  /** Addresses of parts that exist already (REDIS_URL, DATABASE_URL, ASTERISK_HTTP_URL, ...); these are used, not started. */
  given?: Record<string, string | undefined>;
  demonstrationTrunk?: {
    /** Address its UDP port listens on, 127.0.0.1 by default. */
    host?: string;
    /** Addresses or networks whose calls it takes, 127.0.0.1 by default. */
    addresses?: string[];
    /** Address and UDP port that calls to customers go to, 127.0.0.1:5090 by default. */
    dialTo?: string;
  };
  /** Address on which desk phones register by TCP, at the port of the trunk; 127.0.0.1 by default. */
  deskSipHost?: string;
  /** How fast the built-in prompts are spoken, 150 by default; 80 to 450. */
  wordsPerMinute?: number;
}

export interface RunningStack {
  /** Settings of the server and the queue-workers that come from the stack, ready for `readEnvironment`. */
  environment: Record<string, string>;
  ports: StackPorts;
  /** The parts we started, for failure tests and for restarts. Asking for a part that was given throws. */
  processes: Record<PartName, ProcessControl>;
  /** The names of the parts we started. */
  startedParts: PartName[];
  /** How to spawn SIPp with these arguments. */
  sippCommand(args: string[]): Command;
  /** How to spawn OpenSSL with these arguments. */
  opensslCommand(args: string[]): Command;
  /** Runs a command of Asterisk's command line, for example `core show channels`, and returns what it prints. */
  asteriskCli(command: string): Promise<string>;
  /** Registers another child, so that `npm stop` or the next start ends it if the runner was killed. */
  track(child: ManagedProcess): Promise<void>;
  /** Stops what was started, Asterisk first. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Brings up Asterisk, Redis and MariaDB for one data folder. On failure nothing keeps running, and the error is a
 * StackError when a person can do something about it.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const dataDir = resolve(options.dataDir);
  const { onStep = () => {}, given = {} } = options;
  const runner = identifyProcess(process.pid);
  if (!runner) throw new StackError('The local stack needs Linux (it reads /proc): give the addresses of the parts.');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await settleFormerRun(dataDir);

  const isGiven: Record<PartName, boolean> = {
    redis: Boolean(given.REDIS_URL),
    mariadb: Boolean(given.DATABASE_URL),
    asterisk: Boolean(given.ASTERISK_HTTP_URL),
  };
  checkGiven(given);
  const isAllGiven = Object.values(isGiven).every(Boolean) && !options.needs?.sipp;
  const programs = isAllGiven
    ? findProgramsOnPath()
    : await runStep(onStep, 'Programs', async (progress) => {
        const { programs: found, detail } = await findPrograms(dataHome, progress);
        if (options.needs?.sipp) found.command('sipp', []);
        return { value: found, detail };
      });
  const ports = options.ports === 'free' ? await findFreeStackPorts() : options.ports;
  const secrets = await readOrMakeSecrets(dataDir);
  const folders = await makePartFolders(dataDir);

  const started = new Map<PartName, ManagedProcess>();
  const tracked: ManagedProcess[] = [];
  let environment: Record<string, string> = {};
  const writeState = () =>
    writeStackState(dataDir, {
      runner,
      children: [...started.values(), ...tracked].map((part) => part.identity).filter((it) => it !== null),
      ports,
      environment,
    });
  // From now on a second start of the same data folder is refused.
  await writeState();
  let asterisk: Asterisk | null = null;
  const stop = async () => {
    // Asterisk stops before the parts that store the calls.
    for (const name of ['asterisk', 'redis', 'mariadb'] as const) await started.get(name)?.stop();
    await removeStackState(dataDir);
  };
  const startPart = async (name: PartName, make: () => Promise<{ part: ManagedProcess; detail: string }>) => {
    if (isGiven[name]) return;
    await runStep(onStep, { asterisk: 'Asterisk', redis: 'Redis', mariadb: 'MariaDB' }[name], async () => {
      const { part, detail } = await make();
      started.set(name, part);
      await part.start();
      return { value: undefined, detail };
    });
  };

  const wordsPerMinute = options.wordsPerMinute ?? DEFAULT_WORDS_PER_MINUTE;
  const deskSipHost = options.deskSipHost ?? '127.0.0.1';
  const sipProxySource = given.SIP_PROXY_SOURCE ?? '127.0.0.9';
  const outcomes = await Promise.allSettled([
    startPart('redis', async () => ({
      part: await makeRedis(programs, folders, { port: ports.redis, password: secrets.redisPassword }),
      detail: `port ${ports.redis}`,
    })),
    startPart('mariadb', async () => ({
      part: await makeMariadb(programs, folders, { port: ports.mariadb, password: secrets.databasePassword }),
      detail: `port ${ports.mariadb}`,
    })),
    startPart('asterisk', async () => {
      asterisk = await makeAsterisk(programs, folders, {
        ports,
        secrets,
        sipHost: options.demonstrationTrunk?.host ?? '127.0.0.1',
        deskSipHost,
        trunkAddresses: options.demonstrationTrunk?.addresses ?? ['127.0.0.1'],
        trunkDialTo: options.demonstrationTrunk?.dialTo ?? '127.0.0.1:5090',
        sipProxySource,
        // Prompts spoken at another pace are different files.
        soundDir: join(dataHome, wordsPerMinute === DEFAULT_WORDS_PER_MINUTE ? 'sounds' : `sounds-${wordsPerMinute}`),
        wordsPerMinute,
      });
      return {
        part: asterisk.process,
        detail: `SIP on UDP ${ports.sip}, media on ${ports.rtpMin}-${ports.rtpMax}, prompts ${asterisk.promptDetail}`,
      };
    }),
  ]);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }

  environment = {
    REDIS_URL: `redis://:${secrets.redisPassword}@127.0.0.1:${ports.redis}/0`,
    DATABASE_URL: `mysql://${databaseUser}:${secrets.databasePassword}@127.0.0.1:${ports.mariadb}/${databaseName}`,
    ASTERISK_HTTP_URL: `http://127.0.0.1:${ports.asteriskHttp}`,
    ARI_USER: ariUser,
    ARI_PASSWORD: secrets.ariPassword,
    AMI_HOST: '127.0.0.1',
    AMI_PORT: String(ports.ami),
    AMI_USER: amiUser,
    AMI_PASSWORD: secrets.amiPassword,
    SIP_PROXY_SOURCE: sipProxySource,
    ...(!isGiven.asterisk && { SIP_WATCH_PORT: String(ports.sipWatch) }),
    RTP_PORT_MIN: String(ports.rtpMin),
    RTP_PORT_MAX: String(ports.rtpMax),
    // A part that listens on every address is reached by loopback.
    ASTERISK_SIP: `${options.demonstrationTrunk?.host?.replace('0.0.0.0', '127.0.0.1') ?? '127.0.0.1'}:${ports.sip}`,
    DESK_PHONE_SERVER: `${deskSipHost}:${ports.sip};transport=tcp`,
    // Half of what a start costs is the compiling of sources.
    NODE_COMPILE_CACHE: join(dataHome, 'compile-cache'),
    RECORDING_SPOOL: join(folders.asteriskDir, 'spool/recording'),
    RECORDING_STORE: folders.recordingStore,
    // An external Asterisk sees other folders.
    ...(!isGiven.asterisk && { PROMPT_STORE: folders.promptStore }),
    ...(programs.has('espeak-ng') && { SPEECH_COMMAND: JSON.stringify(programs.command('espeak-ng', [])) }),
  };
  // Nothing is known of an external Asterisk except what it reports itself.
  if (isGiven.asterisk) delete environment.ASTERISK_SIP;
  for (const name of Object.keys(environment)) {
    const value = given[name];
    if (value) environment[name] = value;
  }

  await writeState();

  return {
    environment,
    ports,
    processes: controlsOf(started, writeState),
    startedParts: [...started.keys()],
    sippCommand: (args) => programs.command('sipp', args),
    opensslCommand: (args) => programs.command('openssl', args),
    asteriskCli: async (command) => {
      if (!asterisk) throw new Error('This Asterisk was given by its address: its command line cannot be reached');
      return asterisk.runCli(command);
    },
    track: async (child) => {
      tracked.push(child);
      await writeState();
    },
    stop,
  };
}

/** SIPp without starting a stack (for one that is already running): creates the private root if it is missing. */
export async function findSippCommand(onStep: OnStep): Promise<(args: string[]) => Command> {
  const programs = await runStep<Programs>(onStep, 'Programs', async (progress) => {
    const found = await findPrograms(dataHome, progress);
    return { value: found.programs, detail: found.detail };
  });
  return (args) => programs.command('sipp', args);
}

/** Refuses a data folder in use; ends what a killed runner left behind. */
async function settleFormerRun(dataDir: string): Promise<void> {
  const former = await readStackState(dataDir);
  if (!former) return;
  if (isRunning(former)) {
    throw new StackError(
      `A center is already running from ${dataDir} (process ${former.runner.pid}): stop it first with npm stop.`,
    );
  }
  await endProcesses(former.children);
  await removeStackState(dataDir);
}

/** An external Asterisk can be used only with its passwords and its recordings. */
function checkGiven(given: Record<string, string | undefined>): void {
  if (!given.ASTERISK_HTTP_URL) return;
  const missing = ['ARI_USER', 'ARI_PASSWORD', 'AMI_USER', 'AMI_PASSWORD', 'RECORDING_SPOOL'].filter(
    (name) => !given[name],
  );
  if (missing.length > 0)
    throw new StackError(`ASTERISK_HTTP_URL is given, so ${missing.join(', ')} must be given too.`);
}

/** Controls that keep the state file true over restarts. */
function controlsOf(
  started: Map<PartName, ManagedProcess>,
  writeState: () => Promise<void>,
): Record<PartName, ProcessControl> {
  const control = (name: PartName): ProcessControl => {
    const part = started.get(name);
    if (!part) throw new Error(`${name} was given by its address: it is not ours to stop`);
    return {
      name: part.name,
      get pid() {
        return part.pid;
      },
      kill: (signal) => part.kill(signal),
      restart: async () => {
        await part.restart();
        await writeState();
      },
      onUnexpectedExit: (listener) => part.onUnexpectedExit(listener),
    };
  };
  return {
    get asterisk() {
      return control('asterisk');
    },
    get redis() {
      return control('redis');
    },
    get mariadb() {
      return control('mariadb');
    },
  };
}
