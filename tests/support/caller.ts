import { type CallEnd, type CallEvent, type KeyWay, placeCall } from '@sansheng/config/phone/call';
import { measureTone, type SoundDescription } from '@sansheng/config/sound/describe-sound';
import { makeTones } from '@sansheng/config/sound/sound';
import { eventually } from './eventually.ts';

/** The telephone tells every half second what it hears, if anything came. */
const QUIET_MS = 1500;

export interface DialOptions {
  from?: string;
  toneHz?: number;
  /** Address the call comes from; the trunk takes calls from 127.0.0.1 only. */
  localHost?: string;
  /** What the INVITE says besides; what stands before the address in From. */
  headers?: [name: string, value: string][];
  displayName?: string;
  /** In place of the tone; 8 kHz. */
  samples?: Int16Array;
  offersKeys?: boolean;
}

/** A customer on the telephone: real SIP and RTP, from this process. */
export class Caller {
  /** Every event with the moment it came, by `performance.now()`. */
  readonly happenings: { atMs: number; event: CallEvent }[] = [];
  end: CallEnd | null = null;
  #heard: { atMs: number; sound: SoundDescription; samples: Int16Array } | null = null;
  readonly #hangUp = new AbortController();
  readonly #over: Promise<CallEnd>;
  readonly #watchers: ((event: CallEvent) => void)[] = [];

  constructor(
    sipPort: number,
    to: string,
    { from = '13800138000', toneHz = 440, localHost = '127.0.0.1', ...more }: DialOptions,
  ) {
    this.#over = placeCall({
      from,
      to,
      host: '127.0.0.1',
      port: sipPort,
      localHost,
      samples: makeTones(8000, [[toneHz, 1000]]).samples,
      ...more,
      hangUp: this.#hangUp.signal,
      onEvent: (event) => {
        if (event.kind === 'heard') this.#heard = { ...event, atMs: performance.now() };
        else this.happenings.push({ atMs: performance.now(), event });
        for (const watch of this.#watchers) watch(event);
      },
    }).then((end) => (this.end = end));
  }

  /** What is in the ear now. When no packets come, as from a muted seat, that is silence. */
  get sound(): SoundDescription {
    return this.#latest?.sound ?? { kind: 'silence' };
  }
  /** Whether this tone is in the ear now, alone or with others. */
  hasTone(hz: number): boolean {
    return this.#latest !== null && measureTone({ rate: 8000, samples: this.#latest.samples }, hz) > 0.1;
  }
  get #latest() {
    return this.#heard !== null && performance.now() - this.#heard.atMs < QUIET_MS ? this.#heard : null;
  }
  /** When this happened first; null when it has not. */
  atMs(kind: CallEvent['kind']): number | null {
    return this.happenings.find(({ event }) => event.kind === kind)?.atMs ?? null;
  }
  /** Waits until it has happened. */
  async hears(kind: 'ringing' | 'answered', withinMs = 15_000): Promise<number> {
    return eventually(() => this.atMs(kind), { withinMs, what: `${kind} at the caller` });
  }
  /** Called in the same moment as the event comes. */
  on(watch: (event: CallEvent) => void): void {
    this.#watchers.push(watch);
  }
  press(keys: string, way?: KeyWay): void {
    for (const { event } of this.happenings) if (event.kind === 'answered') event.press(keys, way);
  }
  /** What the other side has pressed so far. */
  get keysHeard(): string {
    return this.happenings.map(({ event }) => (event.kind === 'key' ? event.key : '')).join('');
  }
  /** Hangs up, or gives up before the answer. */
  async hangsUp(): Promise<CallEnd> {
    this.#hangUp.abort();
    return this.#over;
  }
  /** Until the call is over, whoever ends it. */
  isOver(): Promise<CallEnd> {
    return this.#over;
  }
}
