/** Quieter than any microphone's own noise. */
export const SILENCE_DB = -90;

/** Reads how loud a stream is, in dB below full scale. Close it: it keeps an audio context. */
export class SoundLevel {
  readonly #context = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(stream: MediaStream) {
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 2048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    void this.#context.resume().catch(() => undefined);
  }

  /** The level of the last 40 ms or so. */
  readDb(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    const loudness = Math.sqrt(sum / this.#samples.length);
    return loudness === 0 ? SILENCE_DB : Math.max(SILENCE_DB, 20 * Math.log10(loudness));
  }

  close(): void {
    void this.#context.close().catch(() => undefined);
  }
}
