import { announcementIdOf, bridgeIdOf, goodbyeIdOf, greetingIdOf } from './call-id.ts';
import type { CallMediaParts } from './media-parts.ts';

/** What the center says; the end of it comes as an event. */
export function wordsMedia(parts: CallMediaParts) {
  const { ari, queuePrompts, rooms } = parts;
  return {
    /** The center answers and plays a menu; digits come as events. `media`: what ARI plays. */
    playMenu: (callId: string, channelId: string, media: string[], round: number) =>
      ari.inOrder(callId, async () => {
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.channels.playWithId({ channelId, playbackId: `menu-${round}-${callId}`, media });
      }),
    stopMenu: (callId: string, round: number) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `menu-${round}-${callId}` })),

    /** The center speaks to a caller it has taken over. */
    say: (callId: string, channelId: string, to: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        await stopWords(parts, callId);
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.bridges.removeChannel({ bridgeId: (await rooms.roomOf(callId)).bridgeId, channel: channelId });
        await ari.channels.playWithId({
          channelId,
          playbackId: `say-${to}-${callId}`,
          media: await queuePrompts.soundsOf(callId, prompts),
        });
      }),
    stopSaying: (callId: string, to: string) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `say-${to}-${callId}` })),

    /** Tells whoever answered a seat's telephone which key accepts the call. */
    askForKey: (callId: string, channelId: string) =>
      ari.inOrder(callId, async () => {
        const asked = await queuePrompts.soundsOf(callId, ['seat-key']);
        const media = [...asked, ...asked, ...asked];
        const playbackId = `key-${channelId}`;
        // After a restart the prompt may still be playing, and two playbacks of one name cannot be stopped together.
        await ari.playbacks.stop({ playbackId });
        await ari.channels.playWithId({ channelId, playbackId, media });
      }),
    stopAskingForKey: (callId: string, channelId: string) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `key-${channelId}` })),

    /** Plays to everybody in the conversation, which goes on. */
    sayToAll: (callId: string, what: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        const media = await queuePrompts.soundsOf(callId, prompts);
        return ari.bridges.playWithId({ bridgeId: bridgeIdOf(callId), playbackId: `${what}-${callId}`, media });
      }),
    /** Plays to a waiting caller; the music goes on afterwards. It does not interrupt an announcement. */
    announce: (callId: string, channelId: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        const media = await queuePrompts.soundsOf(callId, prompts);
        return ari.channels.playWithId({ channelId, playbackId: announcementIdOf(callId), media });
      }),
    /** The last words to a caller. */
    sayGoodbye: (callId: string, channelId: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        await stopWords(parts, callId);
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.channels.playWithId({
          channelId,
          playbackId: goodbyeIdOf(callId),
          media: await queuePrompts.soundsOf(callId, prompts),
        });
      }),
  };
}

/**
 * Stops the greeting or announcement of a waiting caller. This must come first: Asterisk carries out commands to a
 * channel in turn, an answer included, and does nothing else until the prompt is over.
 */
export async function stopWords({ ari }: Pick<CallMediaParts, 'ari'>, callId: string): Promise<void> {
  const playing = [greetingIdOf, announcementIdOf].map((idOf) => idOf(callId));
  await Promise.all(playing.map((playbackId) => ari.playbacks.stop({ playbackId })));
}
