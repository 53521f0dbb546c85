/**
 * One tab of a browser owns the phone. Web Locks choose it: the next tab takes over when the leader closes, and any tab
 * may take the lock by force.
 */
export class PhoneLeader {
  readonly #name: string;
  readonly #onChange: (isLeader: boolean) => void;
  #release: (() => void) | null = null;
  #waiting = new AbortController();
  #isClosed = false;

  constructor(name: string, onChange: (isLeader: boolean) => void) {
    this.#name = name;
    this.#onChange = onChange;
  }

  /** Queues for the phone. */
  stand(): void {
    if (navigator.locks === undefined) return this.#onChange(true);
    this.#waiting = new AbortController();
    this.#hold(navigator.locks.request(this.#name, { signal: this.#waiting.signal }, this.#lead));
    void navigator.locks.query().then(({ held }) => {
      if (this.#release === null && held?.some((lock) => lock.name === this.#name)) this.#onChange(false);
    });
  }

  takeOver(): void {
    this.#waiting.abort();
    this.#hold(navigator.locks.request(this.#name, { steal: true }, this.#lead));
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.abort();
    this.#release?.();
  }

  #lead = (): Promise<void> => {
    if (this.#isClosed) return Promise.resolve();
    this.#onChange(true);
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  };

  /** The request is rejected when it was cancelled, or when another tab took the lock by force. */
  #hold(request: Promise<unknown>): void {
    request.catch(() => {
      if (this.#release === null || this.#isClosed) return;
      this.#release = null;
      this.#onChange(false);
      this.stand();
    });
  }
}
