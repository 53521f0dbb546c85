/**
 * Asterisk's word of a key: one that comes in the sound (RFC 4733, or as a tone) begins and ends, one by SIP INFO only
 * ends. Of a trunk that sends each key both ways Asterisk tells two or three ends, since it lets one that comes into
 * another wait and tells of it again; but one beginning. So a channel that has beginnings is counted by them.
 */
export type KeySign = 'began' | 'ended';

interface Press {
  digit: string;
  /** When it was last told of. */
  atMs: number;
  isHeard: boolean;
  /** It came in the sound, so more ends of it may come. */
  hasBegun: boolean;
}

/** What was lately heard of one channel. */
export interface HeardKeys {
  /** The oldest first. */
  presses: readonly Press[];
  /** Its keys come both ways: an end alone is no press, its beginning is on the way. */
  isTwofold: boolean;
}
export const nothingHeard: HeardKeys = { presses: [], isTwofold: false };

/** Between the first word of a press by one way and its first by the other. */
const OTHER_WAY_MS = 1000;
/** Until one more end of a press: of a key that is held down, the other way has told at once. */
const MORE_ENDS_MS = 3000;
const KEPT_MS = 10_000;

/** `isHeard`: this is a press that was not heard before. */
export function hearKey(
  { presses, isTwofold }: HeardKeys,
  sign: KeySign,
  digit: string,
  nowMs: number,
): { heard: HeardKeys; isHeard: boolean } {
  const kept = presses.filter(({ atMs }) => nowMs - atMs < KEPT_MS);
  const find = (withinMs: number, is: (press: Press) => boolean) =>
    kept.find((one) => one.digit === digit && nowMs - one.atMs < withinMs && is(one));
  const add = (press: Pick<Press, 'isHeard' | 'hasBegun'>) => ({
    heard: { presses: [...kept, { digit, atMs: nowMs, ...press }], isTwofold },
    isHeard: press.isHeard,
  });
  const change = (press: Press, to: Partial<Press>, by: { isHeard: boolean; isTwofold: boolean }) => ({
    heard: {
      presses: kept.map((one) => (one === press ? { ...press, ...to, atMs: nowMs } : one)),
      isTwofold: by.isTwofold,
    },
    isHeard: by.isHeard,
  });
  if (sign === 'began') {
    const told = find(OTHER_WAY_MS, (one) => one.isHeard && !one.hasBegun);
    if (told === undefined) return add({ isHeard: false, hasBegun: true });
    return change(told, { hasBegun: true }, { isHeard: false, isTwofold: true });
  }
  const begun = find(KEPT_MS, (one) => !one.isHeard);
  if (begun !== undefined) return change(begun, { isHeard: true }, { isHeard: true, isTwofold });
  const again = find(MORE_ENDS_MS, (one) => one.hasBegun);
  if (again !== undefined) return change(again, {}, { isHeard: false, isTwofold: true });
  return isTwofold ? { heard: { presses: kept, isTwofold }, isHeard: false } : add({ isHeard: true, hasBegun: false });
}
