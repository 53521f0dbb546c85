export type MicrophoneTrouble = 'asking' | 'denied' | 'missing' | 'insecure' | 'lost';
export type MicrophoneState = 'ok' | MicrophoneTrouble;

/**
 * The microphone is opened once, at sign-in, and kept open: answering then waits neither for a device nor for a prompt.
 * When the chosen one is unplugged another replaces it, and it is used again once it is plugged in.
 */
export class Microphone {
  #stream: MediaStream | null = null;
  #state: MicrophoneState = 'asking';
  #chosenId: string;
  #isFallback = false;
  /** Number of the current request to the browser; an answer to an older one, or after close, is ignored. */
  #turn = 0;
  readonly #onChange: (state: MicrophoneState) => void;

  /** `chosenId` '' means the system's choice. `onChange` is also called when another device has replaced it. */
  constructor(onChange: (state: MicrophoneState) => void, chosenId = '') {
    this.#onChange = onChange;
    this.#chosenId = chosenId;
  }

  async open(): Promise<void> {
    if (navigator.mediaDevices === undefined) return this.#become('insecure');
    navigator.mediaDevices.addEventListener('devicechange', this.#onDeviceChange);
    if (this.#stream?.active) return;
    this.#become('asking');
    await this.#take();
  }

  /** Another device from now on, also in the middle of a call. */
  async choose(deviceId: string): Promise<void> {
    this.#chosenId = deviceId;
    if (navigator.mediaDevices !== undefined) await this.#take();
  }

  isOpen(): boolean {
    return this.#stream !== null;
  }

  /** Name of the device in use; '' without one. */
  label(): string {
    return this.#stream?.getAudioTracks()[0]?.label ?? '';
  }

  /** The chosen device is missing, another one replaces it. */
  isFallback(): boolean {
    return this.#isFallback;
  }

  /** Throws when there is none; the caller has seen its state before. */
  stream(): MediaStream {
    if (this.#stream === null) throw new Error('no microphone');
    return this.#stream;
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange);
    this.#turn += 1;
    this.#drop();
  }

  async #take(): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const taken = await listen(this.#chosenId);
      if (turn !== this.#turn) {
        for (const track of taken.stream.getTracks()) track.stop();
        return;
      }
      this.#drop();
      this.#stream = taken.stream;
      this.#isFallback = taken.isFallback;
    } catch (error) {
      if (turn !== this.#turn || this.#stream?.active) return;
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
      return this.#become(isDenied ? 'denied' : 'missing');
    }
    for (const track of this.#stream.getTracks()) track.addEventListener('ended', this.#onEnded);
    this.#become('ok');
  }

  #drop(): void {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.removeEventListener('ended', this.#onEnded);
      track.stop();
    }
    this.#stream = null;
  }

  #onEnded = (): void => {
    this.#stream = null;
    this.#become('lost');
    void this.#take();
  };

  #onDeviceChange = (): void => {
    if (this.#state !== 'ok') void this.#take();
    else if (this.#isFallback) void this.#takeBack();
  };

  async #takeBack(): Promise<void> {
    const turn = this.#turn;
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (turn !== this.#turn) return;
    if (devices.some(({ kind, deviceId }) => kind === 'audioinput' && deviceId === this.#chosenId)) await this.#take();
  }

  #become(state: MicrophoneState): void {
    this.#state = state;
    this.#onChange(state);
  }
}

/** Opens the device, or the system's choice if it is missing. Throws the browser's error. */
async function listen(deviceId: string): Promise<{ stream: MediaStream; isFallback: boolean }> {
  const ask = (constraints: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...constraints },
      video: false,
    });
  if (deviceId === '') return { stream: await ask({}), isFallback: false };
  try {
    return { stream: await ask({ deviceId: { exact: deviceId } }), isFallback: false };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') throw error;
    return { stream: await ask({}), isFallback: true };
  }
}
