/** A channel that did not answer a command. */
export interface DeafChannel {
  /** Commands without an answer, one after another. */
  times: number;
  lastMs: number;
  /** When it was hung up, first over ARI, then over AMI, and when it was given up. */
  hungUpAtMs: number | null;
  hungUpAgainAtMs: number | null;
  givenUpAtMs: number | null;
  /** A channel that is not answered yet is not probed: the probe would answer it. */
  isUp: boolean;
}

/** Asterisk carries out commands to a channel in turn, so one with a running prompt may leave one or two unanswered. */
const MOST_TIMES = { up: 3, notUp: 2 };
/** After this long without a command it is no longer suspected. */
const FORGET_MS = 60_000;
/** A hang-up takes some ms. */
const HANG_UP_MS = 4000;

export const newlyDeaf: DeafChannel = {
  times: 0,
  lastMs: 0,
  hungUpAtMs: null,
  hungUpAgainAtMs: null,
  givenUpAtMs: null,
  isUp: true,
};

/** What to do about a channel that still exists in Asterisk. */
export function judgeDeafChannel(
  { times, lastMs, hungUpAtMs, hungUpAgainAtMs, givenUpAtMs, isUp }: DeafChannel,
  nowMs: number,
): 'wait' | 'askAgain' | 'forget' | 'hangUp' | 'hangUpAgain' | 'giveUp' {
  if (givenUpAtMs !== null) return 'wait';
  if (hungUpAgainAtMs !== null) return nowMs - hungUpAgainAtMs >= HANG_UP_MS ? 'giveUp' : 'wait';
  if (hungUpAtMs !== null) return nowMs - hungUpAtMs >= HANG_UP_MS ? 'hangUpAgain' : 'wait';
  if (times >= MOST_TIMES[isUp ? 'up' : 'notUp']) return 'hangUp';
  if (isUp) return 'askAgain';
  return nowMs - lastMs >= FORGET_MS ? 'forget' : 'wait';
}
