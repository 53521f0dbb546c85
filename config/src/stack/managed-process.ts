import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type ProcessIdentity, identifyProcess, isAlive } from './process-identity.ts';
import { StackError } from './stack-error.ts';
import { until } from './until.ts';

export interface Command {
  program: string;
  args: string[];
  env?: Record<string, string>;
}

export interface ProcessSpec extends Command {
  /** For people: "Redis". */
  name: string;
  /** Takes its output, appended. */
  logFile: string;
  cwd?: string;
  /** True once the process serves. */
  isReady: () => Promise<boolean>;
  /** How long it may take to be ready. */
  readyLimitMs?: number;
  /** How long it may take to end by itself before it is killed. */
  stopLimitMs?: number;
}

/** A child process by the handle that failure tests and the runner use. */
export interface ProcessControl {
  readonly name: string;
  /** 0 while it does not run. */
  readonly pid: number;
  /** Sends a signal (SIGKILL unless told) and resolves when the process is gone; SIGSTOP and SIGCONT resolve at once. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it if it runs, starts it again and resolves when it serves. */
  restart(): Promise<void>;
  /** Called when it ends without having been asked to by `stop` or `restart`. */
  onUnexpectedExit(listener: (how: string) => void): void;
}

/** The program's full path if it is on the PATH. */
export function findOnPath(program: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, program);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

// The kernel ends the child with its parent even when the parent is killed on the spot. Part of util-linux.
const setpriv = findOnPath('setpriv');

/**
 * A child in a process group of its own: a Ctrl-C in the terminal reaches the runner only, which then stops its
 * children in order.
 */
export class ManagedProcess implements ProcessControl {
  readonly name: string;
  readonly #spec: ProcessSpec;
  #child: ChildProcess | null = null;
  #identity: ProcessIdentity | null = null;
  #isWanted = false;
  #listeners: ((how: string) => void)[] = [];

  constructor(spec: ProcessSpec) {
    this.name = spec.name;
    this.#spec = spec;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get identity(): ProcessIdentity | null {
    return this.#identity;
  }

  onUnexpectedExit(listener: (how: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Starts it and waits until it serves. Throws StackError with the end of its log when it does not. */
  async start(): Promise<void> {
    const { program, args, env, logFile, cwd, isReady, readyLimitMs = 30_000 } = this.#spec;
    const [file, ...rest] = setpriv ? [setpriv, '--pdeathsig', 'TERM', program, ...args] : [program, ...args];
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(file ?? program, rest, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
      ...(cwd ? { cwd } : {}),
    });
    closeSync(log);
    let ended: string | null = null;
    child.once('error', (error) => {
      ended = error.message;
    });
    child.once('exit', (code, signal) => {
      ended = signal ? `ended by ${signal}` : `ended with code ${code}`;
      if (this.#child !== child) return;
      this.#child = null;
      if (!this.#isWanted) return;
      this.#isWanted = false;
      for (const listener of this.#listeners) listener(ended);
    });
    this.#child = child;
    this.#identity = child.pid ? identifyProcess(child.pid) : null;
    const ready = await until(async () => ended !== null || (await isReady()), { limitMs: readyLimitMs });
    if (ended === null && ready) {
      this.#isWanted = true;
      return;
    }
    const why = ended ?? `did not answer within ${readyLimitMs / 1000} s`;
    await this.stop();
    throw new StackError(
      `${this.name} did not start (${why}); ${logFile} says: ${pickErrorLine(readFileSync(logFile, 'utf8'))}`,
    );
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child?.pid) return;
    child.kill(signal);
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') return;
    await until(() => this.#child !== child, { limitMs: 30_000 });
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Asks it to end, waits, and kills it when it does not. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    const child = this.#child;
    if (!child?.pid) return;
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    if (!(await until(() => this.#child !== child, { limitMs: this.#spec.stopLimitMs ?? 15_000 }))) {
      await this.kill('SIGKILL');
    }
  }
}

/** The line of a program's output that most likely says why it failed. */
export function pickErrorLine(output: string): string {
  const lines = output.trim().split('\n').slice(-40);
  const patterns = [/(^|\s)\w*Error( \[\w+\])?: /, /error|fatal|cannot|failed/i, /./];
  for (const pattern of patterns) {
    const line = lines.findLast((each) => pattern.test(each));
    if (line) return line.trim().slice(0, 300);
  }
  return 'nothing';
}

/** Ends processes left behind by a runner that was killed: asks, waits, kills. */
export async function endProcesses(identities: ProcessIdentity[], limitMs = 15_000): Promise<void> {
  const signalAll = (signal: NodeJS.Signals) => {
    for (const identity of identities) {
      if (!isAlive(identity)) continue;
      try {
        process.kill(identity.pid, signal);
      } catch {
        // Gone in between.
      }
    }
  };
  signalAll('SIGTERM');
  if (await until(() => !identities.some(isAlive), { limitMs })) return;
  signalAll('SIGKILL');
  await until(() => !identities.some(isAlive), { limitMs: 5_000 });
}
