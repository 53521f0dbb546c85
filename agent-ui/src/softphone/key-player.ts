/** Each long enough for the menus of banks, and apart enough for the same key twice. */
const KEY_MS = 120;
const GAP_MS = 70;

/**
 * Plays keys into a call, each whole and in order, however fast they are pressed. `insertDTMF` throws away what it was
 * still to play, so it is given more only when it has played all.
 */
export class KeyPlayer {
  #waiting = '';
  #playing: RTCDTMFSender | null = null;

  /** False: this call takes no keys, or not yet. */
  press(sender: RTCDTMFSender | null | undefined, key: string): boolean {
    if (!sender?.canInsertDTMF) return false;
    this.#waiting += key;
    // Of a call that is over nothing is heard any more, its end neither.
    if (this.#playing !== sender) this.#play(sender);
    return true;
  }

  /** Keys of a call that is over are not heard in the next one. */
  forget(): void {
    this.#waiting = '';
    this.#playing = null;
  }

  #play(sender: RTCDTMFSender): void {
    const keys = this.#waiting;
    this.#waiting = '';
    this.#playing = keys === '' ? null : sender;
    if (keys === '') return;
    // Said with no tone once the last one is over.
    sender.ontonechange = ({ tone }) => {
      if (tone === '' && this.#playing === sender) this.#play(sender);
    };
    sender.insertDTMF(keys, KEY_MS, GAP_MS);
  }
}
