/**
 * How Asterisk reports a key: one in the audio (RFC 4733, or as a tone) has a beginning and an end, one by SIP INFO
 * only an end. For a trunk that sends each key both ways, Asterisk reports two or three ends, since it delays an
 * overlapping one and reports it again; but only one beginning. So on a channel with beginnings, those are counted.
 */
export type KeySign = 'began' | 'ended';

interface Press {
  digit: string;
  /** When it was last told of. */
  atMs: number;
  isHeard: boolean;
  /** It came in the audio, so more ends of it may come. */
  hasBegun: boolean;
}

/** What was lately heard of one channel. */
export interface HeardKeys {
  /** The oldest first. */
  presses: readonly Press[];
  /** Its keys come both ways: an end alone is not a press, its beginning is still to come. */
  isTwofold: boolean;
}
export const nothingHeard: HeardKeys = { presses: [], isTwofold: false };

/** Time between the first report of a press by one way and the first by the other. */
const OTHER_WAY_MS = 1000;
/** Time until a further end of the same press: for a key held down, the other way has reported at once. */
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
