/** Many callers press a key again before they hear that it was accepted. */
const KEY_REPEATS_MS = 2000;

export interface KeyedCaller {
  /** When a key last led this caller on, out of a menu or a closed line; null: never. */
  keyedAtMs: number | null;
  /** An announcement of the queue has named the key. */
  isCallbackOffered: boolean;
}

/**
 * Whether a waiting caller can have meant the queue's call-back key. A caller whom a key led here must have heard it
 * named first, since the same key may mean something else in the menu. A queue without announcements never names it, so
 * there a moment has to pass.
 */
export function hearsCallbackKey(caller: KeyedCaller, queue: { announceEverySeconds: number }, nowMs: number): boolean {
  if (caller.keyedAtMs === null || caller.isCallbackOffered) return true;
  return queue.announceEverySeconds === 0 && isNewKey(caller, nowMs);
}

/** Whether a key is a new one, and not a repetition of the last. */
export function isNewKey({ keyedAtMs }: Pick<KeyedCaller, 'keyedAtMs'>, nowMs: number): boolean {
  return keyedAtMs === null || nowMs - keyedAtMs > KEY_REPEATS_MS;
}
