import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CallEvent, placeCall } from './phone/call.ts';
import { narrateCallEvent } from './phone/narrate-call.ts';
import { makeTones, resample } from './sound/sound.ts';
import { readWav } from '@sansheng/shared/wav';
import { StackError, dataHome } from './stack/index.ts';
import { isRunning, readStackState } from './stack/stack-state.ts';
import { readStackSettings } from './stack-settings.ts';

const usage = `npm run call -- --from NUMBER --to HOTLINE [--audio FILE.wav] [--seconds N] [--trunk HOST:PORT]
  --from     your number, e.g. 13800138000 (anonymous: withheld)
  --to       the hotline: 4000 service, 4001 menu, 4002 complaints, 4003 VIP
  --audio    what you say: a 16-bit WAV, or "tone" for 440 Hz (default: a spoken sentence)
  --seconds  hang up this long after the answer (default: when the other side or Ctrl-C does)
  --trunk    the SIP address to call (default: the center that runs here)`;

/** Nobody waits longer for an answer. */
const unansweredLimitMs = 180_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '13800138000' },
      to: { type: 'string', default: '4000' },
      audio: { type: 'string', default: '' },
      seconds: { type: 'string', default: '0' },
      trunk: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const seconds = Number(values.seconds);
  if (!Number.isFinite(seconds) || seconds < 0)
    throw new StackError(`--seconds ${values.seconds}: not a number of seconds.`);
  for (const name of ['from', 'to'] as const) {
    if (!/^[\w+*#.-]+$/.test(values[name])) throw new StackError(`--${name} ${values[name]}: not a dialable number.`);
  }
  const trunk = await findTrunk(values.trunk);
  const samples = await readSpeech(values.audio);

  const hangUp = new AbortController();
  process.once('SIGINT', () => hangUp.abort());
  process.once('SIGTERM', () => hangUp.abort());
  const begunAtMs = performance.now();
  const say = (text: string) => {
    console.log(`${((performance.now() - begunAtMs) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  };
  const timers: NodeJS.Timeout[] = [setTimeout(() => hangUp.abort(), unansweredLimitMs)];
  const ringing = new RingCount(say);
  let lastSaid = '';
  let lastHeard = '';
  say(`dialing ${values.to} as ${values.from} (SIP ${trunk.host}:${trunk.port}); Ctrl-C hangs up`);
  const end = await placeCall({
    from: values.from,
    to: values.to,
    ...trunk,
    localHost: trunk.host.startsWith('127.') ? '127.0.0.1' : '0.0.0.0',
    samples,
    hangUp: hangUp.signal,
    onEvent(event: CallEvent) {
      if (event.kind === 'ringing') ringing.begin();
      else if (event.kind !== 'trying' && event.kind !== 'heard') ringing.end();
      if (event.kind === 'answered') {
        for (const timer of timers) clearTimeout(timer);
        if (seconds > 0) timers.push(setTimeout(() => hangUp.abort(), seconds * 1000));
      }
      const text = narrateCallEvent(event);
      if (event.kind === 'heard') {
        // Half a second is not enough to tell: there are pauses in speech.
        const isSure = text === lastHeard;
        lastHeard = text ?? '';
        if (!isSure) return;
      }
      if (text !== null && text !== lastSaid) say(text);
      if (text !== null) lastSaid = text;
    },
  });
  for (const timer of timers) clearTimeout(timer);
  return end.kind === 'refused' || end.kind === 'unreachable' ? 1 : 0;
}

/** Counts the rings aloud while it rings. */
class RingCount {
  readonly #say: (text: string) => void;
  readonly #ringMs = Number(process.env.RING_CYCLE_MS) || 5000;
  #timer: NodeJS.Timeout | null = null;
  #rings = 0;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  begin(): void {
    const ring = () => {
      this.#rings += 1;
      this.#say(`ringing: ring ${this.#rings}`);
    };
    ring();
    this.#timer = setInterval(ring, this.#ringMs);
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer);
  }
}

async function findTrunk(given: string): Promise<{ host: string; port: number }> {
  if (given) {
    const [host = '', port = '5060'] = given.split(':');
    return { host, port: Number(port) };
  }
  const settings = readStackSettings();
  const state = await readStackState(settings.DATA_DIR);
  if (!state || !isRunning(state)) {
    throw new StackError('Sansheng is not running here: run npm start first, or give --trunk HOST:PORT.');
  }
  return { host: settings.SIP_HOST === '0.0.0.0' ? '127.0.0.1' : settings.SIP_HOST, port: state.ports.sip };
}

/** 8 kHz samples of what the caller says, with a pause at the end because it is said over and over. */
async function readSpeech(given: string): Promise<Int16Array> {
  if (given === 'tone') return makeTones(8000, [[440, 10_000]]).samples;
  const file = given || join(dataHome, 'sounds/sansheng/zh/demonstration-customer.wav');
  try {
    const { samples } = resample(readWav(await readFile(file)), 8000);
    const withPause = new Int16Array(samples.length + 16_000);
    withPause.set(samples);
    return given ? samples : withPause;
  } catch (error) {
    if (given) throw new StackError(`--audio ${given}: ${error instanceof Error ? error.message : String(error)}.`);
    return makeTones(8000, [[440, 10_000]]).samples;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
