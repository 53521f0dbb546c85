import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StackAddresses } from '../support/test-stack.ts';

/** A line of a scenario's log: what happened to whom, ms since 1970. */
export interface LogLine {
  what: string;
  number: string;
  atMs: number;
}

export interface SippLog {
  lines: LogLine[];
  /**
   * Calls that the other side ended between two steps of the scenario, by their number from 1 on: SIPp answers such a
   * BYE as it should, calls it unexpected and runs no step any more.
   */
  hungUpAtMs: Map<number, number>;
  errors: string;
}

/** An action of a scenario that logs `what`; `who` is a keyword of SIPp that stands for the customer's number. */
export const log = (what: string, who: string) => `<log message="${what} ${who} [timestamp]"/>`;

/** SIPp with a scenario of ours. `over` resolves with its log once it has ended, by itself or by a signal; the end of the test is one. */
export async function startSipp(
  stack: StackAddresses,
  scenario: string,
  options: string,
  files: Record<string, string> = {},
): Promise<{ child: ChildProcess; over: Promise<SippLog> }> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-truth-'));
  for (const [name, text] of Object.entries({ ...files, 'scenario.xml': scenario }))
    await writeFile(join(dir, name), text);
  const { program, args, env } = stack.sipp;
  const own = `-sf scenario.xml -i 127.0.0.1 -mi 127.0.0.1 -nostdin -trace_logs -log_file calls.log -trace_err -error_file errors.log ${options}`;
  const child = spawn(program, [...args, ...own.split(' ')], {
    cwd: dir,
    env: { ...process.env, TERM: 'xterm', ...env },
    stdio: 'ignore',
  });
  const over = once(child, 'close').then(async () => {
    const [calls = '', errors = ''] = await Promise.all(
      ['calls.log', 'errors.log'].map((name) => readFile(join(dir, name), 'utf8').catch(() => '')),
    );
    await rm(dir, { recursive: true, force: true });
    // Ordinary time-outs of a scenario are told as errors too.
    const told = errors
      .split(/\n(?=\d{4}-\d\d-\d\d\t)/)
      .filter((error) => !error.includes('receive timeout on message'));
    return { lines: readLog(calls), hungUpAtMs: readByes(errors), errors: told.join('\n') };
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await over;
  });
  return { child, over };
}

/** `answered 13900000001 2026-11-21<TAB>22:34:07.841138<TAB>1795300447.841138` */
const readLog = (text: string): LogLine[] =>
  text.split('\n').flatMap((line) => {
    const [what = '', number = ''] = line.split(' ');
    return number === '' ? [] : [{ what, number, atMs: Number(line.split('\t').at(-1)) * 1000 }];
  });

/** `2026-11-22<TAB>07:27:54.311428<TAB>1795332474.311428: Aborting call on an unexpected BYE for call: 10-16244@127.0.0.1` */
const readByes = (errors: string): Map<number, number> =>
  new Map(
    [...errors.matchAll(/\t(\d+\.\d+): Aborting call on an unexpected BYE for call: (\d+)-/g)].map(([, at, call]) => [
      Number(call),
      Number(at) * 1000,
    ]),
  );
