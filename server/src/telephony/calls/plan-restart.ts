/** What a channel that nothing hangs up asks of whoever started Asterisk. */
export const switchRestarts = ['none', 'waiting', 'due'] as const;
export type SwitchRestart = (typeof switchRestarts)[number];

export interface StuckChannel {
  channelId: string;
  /** When it was given up. */
  sinceMs: number;
}

/**
 * Whether Asterisk is to be started anew: once nothing but stuck channels is up, or when the first of them has waited for
 * the other calls for `withinMs`. An Asterisk without them has started anew already.
 */
export function planRestart(
  stuck: readonly StuckChannel[],
  channelIds: readonly string[],
  nowMs: number,
  withinMs: number,
): SwitchRestart {
  const there = stuck.filter(({ channelId }) => channelIds.includes(channelId));
  if (there.length === 0) return 'none';
  const isAlone = there.length === channelIds.length;
  return isAlone || there.some(({ sinceMs }) => nowMs - sinceMs >= withinMs) ? 'due' : 'waiting';
}
