export type MicrophoneTrouble = 'asking' | 'denied' | 'missing' | 'insecure' | 'lost';
export type MicrophoneState = 'ok' | MicrophoneTrouble;

/** The microphone is opened once, at sign-in, and kept: answering then waits for no device and no question. */
export class Microphone {
  #stream: MediaStream | null = null;
  #state: MicrophoneState = 'asking';
  readonly #onChange: (state: MicrophoneState) => void;

  constructor(onChange: (state: MicrophoneState) => void) {
    this.#onChange = onChange;
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange);
  }

  async open(): Promise<void> {
    if (navigator.mediaDevices === undefined) return this.#become('insecure');
    if (this.#stream?.active) return;
    this.#become('asking');
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        video: false,
      });
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      return this.#become(isDenied ? 'denied' : 'missing');
    }
    for (const track of this.#stream.getTracks()) track.addEventListener('ended', this.#onEnded);
    this.#become('ok');
  }

  isOpen(): boolean {
    return this.#stream !== null;
  }

  /** Throws when there is none; the caller has seen its state before. */
  stream(): MediaStream {
    if (this.#stream === null) throw new Error('no microphone');
    return this.#stream;
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange);
    for (const track of this.#stream?.getTracks() ?? []) {
      track.removeEventListener('ended', this.#onEnded);
      track.stop();
    }
    this.#stream = null;
  }

  #onEnded = (): void => {
    this.#stream = null;
    this.#become('lost');
  };

  #onDeviceChange = (): void => {
    if (this.#state === 'lost' || this.#state === 'missing') void this.open();
  };

  #become(state: MicrophoneState): void {
    this.#state = state;
    this.#onChange(state);
  }
}
