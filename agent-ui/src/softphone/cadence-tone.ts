const FREQUENCY_HZ = 450;
/** Tone's share of a ring cycle: 1 s of 5 in China. */
const TONE_SHARE = 0.2;
const LOUDNESS = 0.18;
const CYCLES_AHEAD = 40;

/**
 * The ring of a Chinese line (450 Hz, 1 s on, 4 s off), made by WebAudio. The whole cadence is scheduled ahead on the
 * audio clock, so a hidden tab rings as evenly as a visible one.
 */
class CadenceTone {
  #context: AudioContext | null = null;
  #oscillator: OscillatorNode | null = null;

  /** Browsers allow sound only after a click: call this inside one. */
  unlock(): void {
    this.#context ??= new AudioContext();
    if (this.#context.state === 'suspended') void this.#context.resume().catch(() => undefined);
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
      const end = at + cycle * TONE_SHARE;
      // Short slopes instead of steps: no clicks.
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.015);
      gain.gain.setValueAtTime(LOUDNESS, end - 0.015);
      gain.gain.linearRampToValueAtTime(0, end);
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

export const cadenceTone = new CadenceTone();
