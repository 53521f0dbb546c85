import type { AriClient } from '../../platform/ari/index.ts';
import { type CallLeg, coachBridgeIdOf, readCoachId, seatChannelIdOf, snoopIdOf } from '../calls/index.ts';

/**
 * Listening and whispering in Asterisk. The lead and a snoop on the seat's channel are in a bridge of their own: the
 * lead hears both sides, and only the seat hears the lead. A listening lead is also muted. Every step may be repeated;
 * the ids are derived from the legs.
 */
export function createCoachMedia(ari: AriClient, app: string) {
  /** Calls for which this server created such bridges: cleared when the call ends. */
  const made = new Map<string, Set<number>>();

  async function clearLeg(callId: string, offerGen: number): Promise<void> {
    const bridgeId = coachBridgeIdOf(callId, offerGen);
    const bridge = await ari.bridges.get({ bridgeId });
    if (bridge !== 'gone') {
      const snoops = bridge.channels.filter((channelId) => readCoachId(channelId) !== null);
      await Promise.all(snoops.map((channelId) => ari.channels.hangup({ channelId, reason: 'normal' })));
      await ari.bridges.destroy({ bridgeId });
    }
    made.get(callId)?.delete(offerGen);
    if (made.get(callId)?.size === 0) made.delete(callId);
  }

  return {
    /** `talkingGen`: the seat's leg that is listened to; null while nobody has the call. */
    coach: (callId: string, { offerGen, role }: Pick<CallLeg, 'offerGen' | 'role'>, talkingGen: number | null) =>
      ari.inOrder(callId, async () => {
        const bridgeId = coachBridgeIdOf(callId, offerGen);
        const lead = seatChannelIdOf(callId, offerGen);
        made.set(callId, (made.get(callId) ?? new Set()).add(offerGen));
        // Muted before the seat's channel is connected: a listening lead must never be heard, not for a moment.
        if (role === 'listen') await ari.channels.mute({ channelId: lead, direction: 'in' });
        await ari.bridges.createWithId({ bridgeId, type: 'mixing', name: bridgeId });
        // The lead or the call has gone in the meantime, and the clearing may have run before this bridge existed.
        if ((await ari.bridges.addChannel({ bridgeId, channel: lead })) === 'gone') return clearLeg(callId, offerGen);
        if (talkingGen !== null) {
          const snoopId = snoopIdOf(callId, offerGen, talkingGen);
          const known = await ari.bridges.addChannel({ bridgeId, channel: snoopId });
          // A new snoop joins its bridge when it has entered our application: see listenToSnoops.
          if (known === 'gone') {
            await ari.channels.snoopChannelWithId({
              channelId: seatChannelIdOf(callId, talkingGen),
              snoopId,
              spy: 'both',
              whisper: 'out',
              app,
              appArgs: `coach,${callId},${offerGen}`,
            });
          }
        }
        if (role !== 'listen') await ari.channels.unmute({ channelId: lead, direction: 'in' });
      }),

    /** The lead may be heard by all; the call's own bridge takes care of where the lead is. */
    unmute: (callId: string, offerGen: number) =>
      ari.inOrder(callId, () => ari.channels.unmute({ channelId: seatChannelIdOf(callId, offerGen), direction: 'in' })),

    leave: (callId: string, offerGen: number) => ari.inOrder(callId, () => clearLeg(callId, offerGen)),

    /** A call has ended: its channels are gone, the bridges of its leads are not. */
    clear: (callId: string) =>
      ari.inOrder(callId, async () => {
        for (const offerGen of made.get(callId) ?? []) await clearLeg(callId, offerGen);
      }),

    /** Asterisk's name of a leg's channel; null when it has gone. */
    async channelNameOf(callId: string, offerGen: number): Promise<string | null> {
      const channel = await ari.channels.get({ channelId: seatChannelIdOf(callId, offerGen) });
      return channel === 'gone' ? null : channel.name;
    },
  };
}

/** A snoop can be put into a bridge only once it has entered our application. */
export function listenToSnoops(events: AriClient, ari: AriClient): void {
  events.on('StasisStart', async ({ channel }) => {
    const coach = readCoachId(channel.id);
    if (coach === null) return;
    const added = await ari.bridges.addChannel({
      bridgeId: coachBridgeIdOf(coach.callId, coach.offerGen),
      channel: channel.id,
    });
    // The lead has left in the meantime.
    if (added === 'gone') await ari.channels.hangup({ channelId: channel.id, reason: 'normal' });
  });
}
