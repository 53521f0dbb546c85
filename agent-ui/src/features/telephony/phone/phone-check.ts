import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import { SILENCE_DB, SoundLevel } from '../../../softphone/sound-level.ts';
import type { SoftphonePort } from '../../../softphone/softphone-port.ts';
import { createLegMeter } from '../call-quality/leg-meter.ts';
import { type CheckResult, judgeCheck } from './judge-check.ts';

export type CheckView =
  | { state: 'calling' }
  /** `microphoneDb`, `echoDb`: current levels. */
  | { state: 'listening'; microphoneDb: number; echoDb: number; leftMs: number }
  | { state: 'done'; result: CheckResult }
  | { state: 'failed'; code: ErrorCode };

const LISTEN_MS = 8000;
const LOOK_MS = 200;
const LOOKS_PER_READING = 5;
/** The center rings within a second, or not at all. */
const RING_LIMIT_MS = 8000;

/** A call of this phone to Asterisk's echo, and its results. One run; `onChange` is called for each step. */
export class PhoneCheck {
  readonly #phone: SoftphonePort;
  readonly #microphone: MediaStream;
  readonly #onChange: (view: CheckView) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #levels: { microphone: SoundLevel; echo: SoundLevel } | null = null;
  #isOver = false;

  constructor(phone: SoftphonePort, microphone: MediaStream, onChange: (view: CheckView) => void) {
    this.#phone = phone;
    this.#microphone = microphone;
    this.#onChange = onChange;
    onChange({ state: 'calling' });
    this.#limit = setTimeout(() => this.fail('unavailable'), RING_LIMIT_MS);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The echo rings at this phone. */
  rang(): void {
    this.#phone.accept().catch(() => this.fail('unavailable'));
  }

  /** The echo is on the line: listens for a few seconds and hangs up. */
  established(): void {
    clearTimeout(this.#limit);
    const heard = this.#phone.heard();
    if (heard === null) return this.fail('unavailable');
    const levels = { microphone: new SoundLevel(this.#microphone), echo: new SoundLevel(heard) };
    this.#levels = levels;
    const meter = createLegMeter();
    const beganAtMs = performance.now();
    const loudest = { microphoneDb: SILENCE_DB, echoDb: SILENCE_DB };
    let looks = 0;
    this.#timer = setInterval(() => {
      const now = { microphoneDb: levels.microphone.readDb(), echoDb: levels.echo.readDb() };
      loudest.microphoneDb = Math.max(loudest.microphoneDb, now.microphoneDb);
      loudest.echoDb = Math.max(loudest.echoDb, now.echoDb);
      if (looks++ % LOOKS_PER_READING === 0) {
        void this.#phone.readSound().then((counters) => counters && meter.read(counters, false));
      }
      const leftMs = LISTEN_MS - (performance.now() - beganAtMs);
      if (leftMs > 0) return this.#onChange({ state: 'listening', ...now, leftMs });
      this.#finish({ state: 'done', result: judgeCheck({ ...loudest, leg: meter.leg() }) });
    }, LOOK_MS);
  }

  /** The line has ended; too early, it is a failure. */
  ended(): void {
    this.fail('unavailable');
  }

  fail(code: ErrorCode): void {
    this.#finish({ state: 'failed', code });
  }

  #finish(view: CheckView): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    clearTimeout(this.#limit);
    this.#levels?.microphone.close();
    this.#levels?.echo.close();
    void this.#phone.hangUp().catch(() => undefined);
    this.#onChange(view);
  }
}
