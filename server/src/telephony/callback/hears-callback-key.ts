/** A key that has led a caller somewhere is pressed again by many, before they hear that it was taken. */
const KEY_REPEATS_MS = 2000;

export interface KeyedCaller {
  /** When a key last led this caller on, out of a menu or a closed line; null: none has. */
  keyedAtMs: number | null;
  /** The queue's words have named the key. */
  isCallbackOffered: boolean;
}

/**
 * Whether a waiting caller can have meant the queue's call-back key. Who was led here by a key hears it named first: the
 * same key may stand for something else in the menu. A queue that announces nothing names none, so it waits a moment.
 */
export function hearsCallbackKey(caller: KeyedCaller, queue: { announceEverySeconds: number }, nowMs: number): boolean {
  if (caller.keyedAtMs === null || caller.isCallbackOffered) return true;
  return queue.announceEverySeconds === 0 && isNewKey(caller, nowMs);
}

/** Whether a key is one of its own, and not the last one again. */
export function isNewKey({ keyedAtMs }: Pick<KeyedCaller, 'keyedAtMs'>, nowMs: number): boolean {
  return keyedAtMs === null || nowMs - keyedAtMs > KEY_REPEATS_MS;
}
