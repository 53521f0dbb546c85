import { setSink } from './sound-devices.ts';

const FREQUENCY_HZ = 450;
/** Tone's share of a ring cycle: 1 s of 5 in China. */
const TONE_SHARE = 0.2;
const LOUDNESS = 0.18;
const CYCLES_AHEAD = 40;
const TEST_SECONDS = 0.8;

/**
 * The ring of a Chinese line (450 Hz, 1 s on, 4 s off), made by WebAudio. The whole cadence is scheduled ahead on the
 * audio clock, so a hidden tab rings as evenly as a visible one.
 */
class CadenceTone {
  #context: AudioContext | null = null;
  #oscillator: OscillatorNode | null = null;
  #sinkId = '';

  /** Browsers allow sound only after a click: call this inside one. */
  unlock(): void {
    if (this.#context === null) {
      this.#context = new AudioContext();
      if (this.#sinkId !== '') void setSink(this.#context, this.#sinkId);
    }
    if (this.#context.state === 'suspended') void this.#context.resume().catch(() => undefined);
  }

  /** Rings on this device; '' for the system's. */
  ringOn(deviceId: string): void {
    if (deviceId === this.#sinkId) return;
    this.#sinkId = deviceId;
    if (this.#context !== null) void setSink(this.#context, deviceId);
  }

  start(cycleMs: number): void {
    this.stop();
    this.unlock();
    const context = this.#context as AudioContext;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = FREQUENCY_HZ;
    oscillator.connect(gain).connect(context.destination);
    gain.gain.value = 0;
    const cycle = cycleMs / 1000;
    for (let i = 0; i < CYCLES_AHEAD; i++) {
      const at = context.currentTime + 0.02 + i * cycle;
      schedule(gain.gain, at, at + cycle * TONE_SHARE);
    }
    oscillator.start();
    this.#oscillator = oscillator;
  }

  stop(): void {
    this.#oscillator?.stop();
    this.#oscillator?.disconnect();
    this.#oscillator = null;
  }
}

/** Short slopes instead of steps: no clicks. */
function schedule(gain: AudioParam, from: number, to: number): void {
  gain.setValueAtTime(0, from);
  gain.linearRampToValueAtTime(LOUDNESS, from + 0.015);
  gain.setValueAtTime(LOUDNESS, to - 0.015);
  gain.linearRampToValueAtTime(0, to);
}

export const cadenceTone = new CadenceTone();

/** A short tone on this device, to hear which one it is. */
export async function playTestTone(deviceId: string): Promise<void> {
  const context = new AudioContext();
  await setSink(context, deviceId);
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = FREQUENCY_HZ;
  oscillator.connect(gain).connect(context.destination);
  gain.gain.value = 0;
  schedule(gain.gain, context.currentTime + 0.02, context.currentTime + TEST_SECONDS);
  oscillator.onended = () => void context.close();
  oscillator.start();
  oscillator.stop(context.currentTime + TEST_SECONDS + 0.1);
}
