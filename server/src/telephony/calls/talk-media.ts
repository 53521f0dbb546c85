import { bridgeIdOf } from './call-id.ts';
import type { CallMediaParts } from './media-parts.ts';
import { moveToWaitingRoom } from './waiting-media.ts';
import { stopWords } from './words-media.ts';

/** Who hears whom in a talk. */
export function talkMedia(parts: CallMediaParts) {
  const { ari } = parts;
  return {
    /** Customer and seat hear each other. */
    connect: (callId: string, channelId: string, seatChannelId: string, wasGreeted: boolean) =>
      ari.inOrder(callId, async () => {
        const bridgeId = bridgeIdOf(callId);
        // Run in parallel: an answer takes 20 to 60 ms in Asterisk.
        await Promise.all([
          ari.bridges.createWithId({ bridgeId, type: 'mixing', name: bridgeId }),
          wasGreeted ? stopWords(parts, callId) : ari.channels.answer({ channelId }),
        ]);
        await joinTalk(parts, callId, [channelId, seatChannelId]);
      }),

    /**
     * Brings channels of a call into the conversation, or to music, as each needs; leaves those that are already there.
     */
    place: (callId: string, channelIds: string[], where: 'call' | 'music') =>
      ari.inOrder(callId, async () => {
        if (where === 'music') {
          await Promise.all(channelIds.map((channelId) => moveToWaitingRoom(parts, callId, channelId)));
          return;
        }
        const bridgeId = bridgeIdOf(callId);
        await ari.bridges.createWithId({ bridgeId, type: 'mixing', name: bridgeId });
        await joinTalk(parts, callId, channelIds);
      }),

    retrieve: (callId: string, channelId: string) =>
      ari.inOrder(callId, () => ari.bridges.addChannel({ bridgeId: bridgeIdOf(callId), channel: channelId })),
    /** Mutes the seat towards the customer. */
    mute: (callId: string, channelId: string, on: boolean) =>
      ari.inOrder(callId, () =>
        on ? ari.channels.mute({ channelId, direction: 'in' }) : ari.channels.unmute({ channelId, direction: 'in' }),
      ),
  };
}

/**
 * Brings channels into the bridge of the conversation. If none of them exists any more and nobody else is in it, the
 * call has ended in the meantime, and the bridge may have been created after the end had cleared it.
 */
async function joinTalk({ ari }: CallMediaParts, callId: string, channelIds: string[]): Promise<void> {
  const bridgeId = bridgeIdOf(callId);
  const joined = await Promise.all(channelIds.map((channel) => ari.bridges.addChannel({ bridgeId, channel })));
  if (joined.some((one) => one !== 'gone')) return;
  const bridge = await ari.bridges.get({ bridgeId });
  if (bridge !== 'gone' && bridge.channels.length === 0) await ari.bridges.destroy({ bridgeId });
}
