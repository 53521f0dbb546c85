import { writeSync } from 'node:fs';

/** Lines are written together, ten times a second at least: one by one they took a tenth of a call's processor time. */
const TOGETHER_BYTES = 4096;
const FLUSH_MS = 100;
/** Kept while who reads a pipe is slow; beyond it the oldest are lost. */
const KEPT_BYTES = 4_000_000;

export interface LineDestination {
  write(line: string): void;
  flushSync(): void;
  /** Lines that could not be written since the start. */
  readonly lost: number;
}

/**
 * Where a log goes. What cannot be written, as on a full disk, costs lines and never the process: they are counted, and
 * the first line that is written afterwards says how many are missing. What a killed process said in its last moment is
 * lost too, on every other end it is written.
 */
export function createLineDestination(fd = 1): LineDestination {
  let lines: string[] = [];
  let bytes = 0;
  let lost = 0;
  let unsaid = 0;
  /** The last write stopped within a line. */
  let isCut = false;

  function lose(gone: number): void {
    lost += gone;
    unsaid += gone;
  }

  function flushSync(): void {
    if (lines.length === 0) return;
    const batch = lines;
    const notice = noticeOf(unsaid);
    const head = `${isCut ? '\n' : ''}${notice}`;
    const text = Buffer.from(head + batch.join(''));
    lines = [];
    bytes = 0;
    let written = 0;
    try {
      while (written < text.length) written += writeSync(fd, text, written);
      unsaid = 0;
      isCut = false;
    } catch (error) {
      if (written >= Buffer.byteLength(head)) unsaid = 0;
      const rest = text.subarray(written).toString();
      isCut = written > 0 ? text[written - 1] !== 10 : isCut;
      const left = rest.split('\n').slice(0, -1);
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN' && text.length - written < KEPT_BYTES) {
        // A pipe that is full: what is left goes first next time, in the middle of its line.
        if (written < Buffer.byteLength(head)) return keep(batch);
        isCut = false;
        return keep(left.map((line) => `${line}\n`));
      }
      lose(Math.min(left.length, batch.length));
    }
  }

  function keep(rest: string[]): void {
    lines = [...rest, ...lines];
    bytes = lines.reduce((sum, line) => sum + line.length, 0);
  }

  const timer = setInterval(flushSync, FLUSH_MS);
  timer.unref();
  process.on('exit', flushSync);
  return {
    write(line) {
      lines.push(line);
      bytes += line.length;
      if (bytes >= TOGETHER_BYTES) flushSync();
    },
    flushSync,
    get lost() {
      return lost;
    },
  };
}

function noticeOf(lost: number): string {
  if (lost === 0) return '';
  const notice = { level: 'warn', time: new Date().toISOString(), msg: 'log lines could not be written', lost };
  return `${JSON.stringify(notice)}\n`;
}
