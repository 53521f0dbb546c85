import { bridgeIdOf, seatChannelIdOf } from './call-id.ts';
import type { CallMediaParts } from './media-parts.ts';
import { talkMedia } from './talk-media.ts';
import { waitingMedia } from './waiting-media.ts';
import { wordsMedia } from './words-media.ts';

/**
 * What a call does in Asterisk. Each step may meet a caller who has just hung up ('gone'); that is ordinary, and the
 * event of the hang-up ends the call. Steps of one call run in order; every step may be repeated.
 */
export function createCallMedia(parts: CallMediaParts) {
  const { ari, calls } = parts;
  return {
    languageOf: (callId: string) => calls.languageOf(callId),
    ...waitingMedia(parts),
    ...wordsMedia(parts),
    ...talkMedia(parts),

    /** Asterisk's own name of a channel, as AMI asks for it; null when it is gone. */
    async nameOf(channelId: string): Promise<string | null> {
      const channel = await ari.channels.get({ channelId });
      return channel === 'gone' ? null : channel.name;
    },
    hangUp: (channelId: string, reason: HangUpReason = 'normal') => ari.channels.hangup({ channelId, reason }),
    /** After a call nothing of it may remain in Asterisk. `gens`: the offers whose seats' channels may still exist. */
    clear: (callId: string, channelId: string, gens: number[], reason?: HangUpReason) =>
      clear(parts, callId, channelId, gens, reason),
  };
}
export type CallMedia = ReturnType<typeof createCallMedia>;

type HangUpReason = 'normal' | 'busy' | 'unallocated' | 'congestion';

async function clear(
  { ari, log }: CallMediaParts,
  callId: string,
  channelId: string,
  gens: number[],
  reason: HangUpReason = 'normal',
): Promise<void> {
  const steps = [
    ...(channelId === '' ? [] : [ari.channels.hangup({ channelId, reason })]),
    ...gens.map((gen) => ari.channels.hangup({ channelId: seatChannelIdOf(callId, gen), reason: 'normal' })),
    // Queued behind a running step, which may create it once more.
    ari.inOrder(callId, () => ari.bridges.destroy({ bridgeId: bridgeIdOf(callId) })),
  ];
  for (const step of await Promise.allSettled(steps)) {
    if (step.status === 'rejected') log.warn({ err: step.reason, callId }, 'a channel or bridge could not be cleared');
  }
}
