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
  /** What the caller chose to hear, else the center's own. */
  languageOf: (callId: string) => Promise<CallLanguage>,
  /** What ARI plays for the center's own words by name; a queue may say some in its own. */
  soundsOf: (callId: string, names: readonly string[], queueId?: string) => Promise<string[]>,
  /** Where a call waits; by its queue, or by the one it is not in yet. */
  roomOf: (callId: string, queueId?: string) => Promise<WaitingRoom>,
) {
  /** All who wait in a room hear one stream of music; what is played to one is heard by that one. */
  async function moveToWaitingRoom(callId: string, channelId: string, queueId?: string): Promise<void> {
    const { bridgeId, mohClass } = await roomOf(callId, queueId);
    const move = () => ari.bridges.addChannel({ bridgeId, channel: channelId, role: 'participant' });
    if ((await move()) === 'gone') {
      // Gone is the caller, or the room: nobody has waited there, or Asterisk was restarted.
      await ari.bridges.createWithId({ bridgeId, type: 'holding', name: bridgeId });
      await move();
    }
    // Without it a caller hears nothing once a playback is over. Repeating it adds no second stream.
    await ari.bridges.startMoh({ bridgeId, mohClass });
  }

  /**
   * Brings channels into the bridge of the talk. Where none of them is there any more and nobody else is, the call has
   * ended meanwhile, and the bridge may have been made after the end had cleared it.
   */
  async function joinTalk(callId: string, channelIds: string[]): Promise<void> {
    const bridgeId = bridgeIdOf(callId);
    const joined = await Promise.all(channelIds.map((channel) => ari.bridges.addChannel({ bridgeId, channel })));
    if (joined.some((one) => one !== 'gone')) return;
    const bridge = await ari.bridges.get({ bridgeId });
    if (bridge !== 'gone' && bridge.channels.length === 0) await ari.bridges.destroy({ bridgeId });
  }

  /**
   * Who waits hears no more of the greeting or an announcement. First of all: Asterisk does what it is asked of a channel
   * in turn, an answer too, and until the words are over it does nothing else.
   */
  async function stopWords(callId: string): Promise<void> {
    const playing = [greetingIdOf, announcementIdOf].map((idOf) => idOf(callId));
    await Promise.all(playing.map((playbackId) => ari.playbacks.stop({ playbackId })));
  }

  return {
    languageOf,

    /** The center answers: greeting, then music until a seat takes the call. `queueId`: where it is not queued yet. */
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

    /** The center answers and speaks a menu; digits come as events. `media`: what ARI plays. */
    playMenu: (callId: string, channelId: string, media: string[], round: number) =>
      ari.inOrder(callId, async () => {
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await ari.channels.playWithId({ channelId, playbackId: `menu-${round}-${callId}`, media });
      }),
    stopMenu: (callId: string, round: number) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `menu-${round}-${callId}` })),
    /** Music for a caller who waits after a menu. */
    wait: (callId: string, channelId: string) => ari.inOrder(callId, () => moveToWaitingRoom(callId, channelId)),
    /** A caller who hears music waits in another queue now, which may have another. */
    followQueue: (callId: string, channelId: string, fromQueueId: string) =>
      ari.inOrder(callId, async () => {
        const [was, is] = await Promise.all([roomOf(callId, fromQueueId), roomOf(callId)]);
        if (was.bridgeId !== is.bridgeId) await moveToWaitingRoom(callId, channelId);
      }),

    /** The center speaks to a caller it has taken over; the end of it comes as an event. */
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

    /** Whoever answered a seat's telephone is told the key that takes the call. */
    askForKey: (callId: string, channelId: string) =>
      ari.inOrder(callId, async () => {
        const asked = await soundsOf(callId, ['seat-key']);
        const media = [...asked, ...asked, ...asked];
        const playbackId = `key-${channelId}`;
        // After a restart it may still be asking, and two of one name are not stopped at once.
        await ari.playbacks.stop({ playbackId });
        await ari.channels.playWithId({ channelId, playbackId, media });
      }),
    stopAskingForKey: (callId: string, channelId: string) =>
      ari.inOrder(callId, () => ari.playbacks.stop({ playbackId: `key-${channelId}` })),

    /** Words to everybody in the talk, which goes on meanwhile. */
    sayToAll: (callId: string, what: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        const media = await soundsOf(callId, prompts);
        return ari.bridges.playWithId({ bridgeId: bridgeIdOf(callId), playbackId: `${what}-${callId}`, media });
      }),
    /** Words to one who waits; the music goes on after them. One that is still speaking is not spoken over. */
    announce: (callId: string, channelId: string, prompts: string[]) =>
      ari.inOrder(callId, async () => {
        const media = await soundsOf(callId, prompts);
        return ari.channels.playWithId({ channelId, playbackId: announcementIdOf(callId), media });
      }),
    /** The last words to a caller; their end comes as an event. */
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
        // Neither waits for the other; an answer takes 20 to 60 ms in Asterisk.
        await Promise.all([
          ari.bridges.createWithId({ bridgeId, type: 'mixing', name: bridgeId }),
          wasGreeted ? stopWords(callId) : ari.channels.answer({ channelId }),
        ]);
        await joinTalk(callId, [channelId, seatChannelId]);
      }),

    /** Brings channels of a call to where the talk is, or to the music, each of its own; leaves those that are there. */
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
    /** What the seat says no longer reaches the customer. */
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

    /** After a call: nothing of it may remain in Asterisk. `gens`: the offers whose seats' channels may be there. */
    async clear(
      callId: string,
      channelId: string,
      gens: number[],
      reason: 'normal' | 'busy' | 'unallocated' | 'congestion' = 'normal',
    ): Promise<void> {
      const steps = [
        ...(channelId === '' ? [] : [ari.channels.hangup({ channelId, reason })]),
        ...gens.map((gen) => ari.channels.hangup({ channelId: seatChannelIdOf(callId, gen), reason: 'normal' })),
        // Behind a step in hand, which may make it once more.
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
