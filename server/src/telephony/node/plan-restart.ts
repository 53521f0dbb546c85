/** What a channel that cannot be hung up requires from Asterisk's supervisor. */
export const switchRestarts = ['none', 'waiting', 'due'] as const;
export type SwitchRestart = (typeof switchRestarts)[number];

export interface StuckChannel {
  channelId: string;
  /** When it was given up. */
  sinceMs: number;
}

/**
 * Whether to restart Asterisk: once only stuck channels are up, or when the first of them has waited `withinMs` for the
 * other calls. An Asterisk without them has already been restarted.
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
