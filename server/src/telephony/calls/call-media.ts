import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import type { WaitingRoom } from './waiting-room.ts';
import { announcementIdOf, bridgeIdOf, goodbyeIdOf, greetingIdOf, seatChannelIdOf } from './call-id.ts';

/**
 * What a call does in Asterisk. Each step may meet a caller who has just hung up ('gone'); that is ordinary, and the
 * event of the hang-up ends the call. Steps of one call run in order; every step may be repeated.
 */
export function createCallMedia(
  ari: AriClient,
  log: Logger,
  /** The language that the caller chose, else the center's own. */
  languageOf: (callId: string) => Promise<CallLanguage>,
  /** What ARI plays for a prompt name; a queue may have prompts of its own. */
  soundsOf: (callId: string, names: readonly string[], queueId?: string) => Promise<string[]>,
  /** Where a call waits: by its queue, or by the one it will be in. */
  roomOf: (callId: string, queueId?: string) => Promise<WaitingRoom>,
) {
  /** All callers in a room hear the same stream of music; what is played to one is heard only by that one. */
  async function moveToWaitingRoom(callId: string, channelId: string, queueId?: string): Promise<void> {
    const { bridgeId, mohClass } = await roomOf(callId, queueId);
    const move = () => ari.bridges.addChannel({ bridgeId, channel: channelId, role: 'participant' });
    if ((await move()) === 'gone') {
      // Either the caller is gone, or the room: nobody has waited there, or Asterisk was restarted.
      await ari.bridges.createWithId({ bridgeId, type: 'holding', name: bridgeId });
      await move();
    }
    // Without it a caller hears nothing once a playback is over. Repeating it adds no second stream.
    await ari.bridges.startMoh({ bridgeId, mohClass });
  }

  /**
   * Brings channels into the bridge of the conversation. If none of them exists any more and nobody else is in it, the
   * call has ended in the meantime, and the bridge may have been created after the end had cleared it.
   */
  async function joinTalk(callId: string, channelIds: string[]): Promise<void> {
    const bridgeId = bridgeIdOf(callId);
    const joined = await Promise.all(channelIds.map((channel) => ari.bridges.addChannel({ bridgeId, channel })));
    if (joined.some((one) => one !== 'gone')) return;
    const bridge = await ari.bridges.get({ bridgeId });
    if (bridge !== 'gone' && bridge.channels.length === 0) await ari.bridges.destroy({ bridgeId });
  }

  /**
   * Stops the greeting or announcement of a waiting caller. This must come first: Asterisk carries out commands to a
   * channel in turn, an answer included, and does nothing else until the prompt is over.
   */
  async function stopWords(callId: string): Promise<void> {
    const playing = [greetingIdOf, announcementIdOf].map((idOf) => idOf(callId));
    await Promise.all(playing.map((playbackId) => ari.playbacks.stop({ playbackId })));
  }

  return {
    languageOf,

    /** The center answers: greeting, then music until a seat takes the call. `queueId`: if it is not queued yet. */
    greet: (callId: string, channelId: string, queueId?: string) =>
      ari.inOrder(callId, async () => {
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await moveToWaitingRoom(callId, channelId, queueId);
        await ari.channels.playWithId({
          channelId,
          playbackId: greetingIdOf(callId),
          media: await soundsOf(callId, ['greeting', 'please-hold'], queueId),
        });
      }),

    /** The center answers and plays a menu; digits come as events. `media`: what ARI plays. */
    playMenu: (callId: string, channelId: string, media: string[], round: number) =>
      ari.inOrder(callId, async () => {
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.channels.playWithId({ channelId, playbackId: `menu-${round}-${callId}`, media });
      }),
    stopMenu: (callId: string, round: number) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `menu-${round}-${callId}` })),
    /** Music for a caller who waits after a menu. */
    wait: (callId: string, channelId: string) => ari.inOrder(callId, () => moveToWaitingRoom(callId, channelId)),
    /** A caller who hears music is now in another queue, which may have other music. */
    followQueue: (callId: string, channelId: string, fromQueueId: string) =>
      ari.inOrder(callId, async () => {
        const [was, is] = await Promise.all([roomOf(callId, fromQueueId), roomOf(callId)]);
        if (was.bridgeId !== is.bridgeId) await moveToWaitingRoom(callId, channelId);
      }),

    /** Plays prompts to a caller whom the center has taken over; their end comes as an event. */
    say: (callId: string, channelId: string, to: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        await stopWords(callId);
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.bridges.removeChannel({ bridgeId: (await roomOf(callId)).bridgeId, channel: channelId });
        await ari.channels.playWithId({
          channelId,
          playbackId: `say-${to}-${callId}`,
          media: await soundsOf(callId, prompts),
        });
      }),
    stopSaying: (callId: string, to: string) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `say-${to}-${callId}` })),

    /** Tells whoever answered a seat's telephone which key accepts the call. */
    askForKey: (callId: string, channelId: string) =>
      ari.inOrder(callId, async () => {
        const asked = await soundsOf(callId, ['seat-key']);
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
        const media = await soundsOf(callId, prompts);
        return ari.bridges.playWithId({ bridgeId: bridgeIdOf(callId), playbackId: `${what}-${callId}`, media });
      }),
    /** Plays to a waiting caller; the music goes on afterwards. It does not interrupt an announcement. */
    announce: (callId: string, channelId: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        const media = await soundsOf(callId, prompts);
        return ari.channels.playWithId({ channelId, playbackId: announcementIdOf(callId), media });
      }),
    /** The last announcement to a caller; its end comes as an event. */
    sayGoodbye: (callId: string, channelId: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        await stopWords(callId);
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.channels.playWithId({
          channelId,
          playbackId: goodbyeIdOf(callId),
          media: await soundsOf(callId, prompts),
        });
      }),

    /** Customer and seat hear each other. */
    connect: (callId: string, channelId: string, seatChannelId: string, wasGreeted: boolean) =>
      ari.inOrder(callId, async () => {
        const bridgeId = bridgeIdOf(callId);
        // Run in parallel: an answer takes 20 to 60 ms in Asterisk.
        await Promise.all([
          ari.bridges.createWithId({ bridgeId, type: 'mixing', name: bridgeId }),
          wasGreeted ? stopWords(callId) : ari.channels.answer({ channelId }),
        ]);
        await joinTalk(callId, [channelId, seatChannelId]);
      }),

    /**
     * Brings channels of a call into the conversation, or to music, as each needs; leaves those that are already there.
     */
    place: (callId: string, channelIds: string[], where: 'call' | 'music') =>
      ari.inOrder(callId, async () => {
        if (where === 'music') {
          await Promise.all(channelIds.map((channelId) => moveToWaitingRoom(callId, channelId)));
          return;
        }
        const bridgeId = bridgeIdOf(callId);
        await ari.bridges.createWithId({ bridgeId, type: 'mixing', name: bridgeId });
        await joinTalk(callId, channelIds);
      }),

    hold: (callId: string, channelId: string) => ari.inOrder(callId, () => moveToWaitingRoom(callId, channelId)),
    retrieve: (callId: string, channelId: string) =>
      ari.inOrder(callId, () => ari.bridges.addChannel({ bridgeId: bridgeIdOf(callId), channel: channelId })),
    /** Mutes the seat towards the customer. */
    mute: (callId: string, channelId: string, on: boolean) =>
      ari.inOrder(callId, () =>
        on ? ari.channels.mute({ channelId, direction: 'in' }) : ari.channels.unmute({ channelId, direction: 'in' }),
      ),

    /** Asterisk's own name of a channel, as AMI asks for it; null when it is gone. */
    async nameOf(channelId: string): Promise<string | null> {
      const channel = await ari.channels.get({ channelId });
      return channel === 'gone' ? null : channel.name;
    },
    hangUp: (channelId: string, reason: 'normal' | 'busy' | 'unallocated' | 'congestion' = 'normal') =>
      ari.channels.hangup({ channelId, reason }),

    /** After a call nothing of it may remain in Asterisk. `gens`: the offers whose seats' channels may still exist. */
    async clear(
      callId: string,
      channelId: string,
      gens: number[],
      reason: 'normal' | 'busy' | 'unallocated' | 'congestion' = 'normal',
    ): Promise<void> {
      const steps = [
        ...(channelId === '' ? [] : [ari.channels.hangup({ channelId, reason })]),
        ...gens.map((gen) => ari.channels.hangup({ channelId: seatChannelIdOf(callId, gen), reason: 'normal' })),
        // Queued behind a running step, which may create it once more.
        ari.inOrder(callId, () => ari.bridges.destroy({ bridgeId: bridgeIdOf(callId) })),
      ];
      for (const step of await Promise.allSettled(steps)) {
        if (step.status === 'rejected')
          log.warn({ err: step.reason, callId }, 'a channel or bridge could not be cleared');
      }
    },
  };
}
export type CallMedia = ReturnType<typeof createCallMedia>;
