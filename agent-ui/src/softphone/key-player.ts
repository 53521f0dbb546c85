/** Long enough for bank menus, and far enough apart for the same key twice. */
const KEY_MS = 120;
const GAP_MS = 70;

/**
 * Plays keys into a call, each whole and in order, however fast they are pressed. `insertDTMF` discards what it has not
 * played yet, so it gets more only when it has played everything.
 */
export class KeyPlayer {
  #waiting = '';
  #playing: RTCDTMFSender | null = null;

  /** False: this call accepts no keys, or not yet. */
  press(sender: RTCDTMFSender | null | undefined, key: string): boolean {
    if (!sender?.canInsertDTMF) return false;
    this.#waiting += key;
    // For a call that is over no more events arrive, not even its end.
    if (this.#playing !== sender) this.#play(sender);
    return true;
  }

  /** Keys of a call that is over must not be sent in the next one. */
  forget(): void {
    this.#waiting = '';
    this.#playing = null;
  }

  #play(sender: RTCDTMFSender): void {
    const keys = this.#waiting;
    this.#waiting = '';
    this.#playing = keys === '' ? null : sender;
    if (keys === '') return;
    // Reported without a tone once the last one is over.
    sender.ontonechange = ({ tone }) => {
      if (tone === '' && this.#playing === sender) this.#play(sender);
    };
    sender.insertDTMF(keys, KEY_MS, GAP_MS);
  }
}
