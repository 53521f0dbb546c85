import type { AriClient, Bridge, Channel } from '../../platform/ari/index.ts';
import { hasHungUp, isStrayCoach, type LiveCall, readSeatChannelId } from '../calls/index.ts';
import { isLegOf, readStasisArgs } from './stasis-channel.ts';

/** What is in Asterisk under our application and belongs to no call. */
export interface Stray {
  kind: 'channel' | 'bridge';
  id: string;
  remove: () => Promise<unknown>;
}

/**
 * Strays, callers whom no server has accepted, and channels that still exist although their callers have hung up. `calls` are the live ones of this node, `isKnown` tells which
 * customers' channels Redis knows; both are read after Asterisk's lists, or a call that has just begun would be a
 * stray. A channel that cannot be hung up (`isGivenUp`) is none of these: it would be accepted as a new caller every day.
 */
export async function findStrays(
  ari: AriClient,
  app: string,
  inAsterisk: { channels: Channel[]; bridges: Bridge[] },
  calls: ReadonlyMap<string, LiveCall>,
  isKnown: (channelId: string) => boolean,
  isGivenUp: (channelId: string) => boolean,
): Promise<{ strays: Stray[]; callers: { channel: Channel; hotline: string }[]; leftBehind: Channel[] }> {
  const strays: Stray[] = [];
  const unknown: { channel: Channel; hotline: string }[] = [];
  const callOf = (callId: string) => calls.get(callId);

  for (const channel of inAsterisk.channels) {
    const { id } = channel;
    if (isGivenUp(id)) continue;
    const seat = readSeatChannelId(id);
    const args = readStasisArgs(channel, app);
    const [kind, hotline = ''] = args ?? [];
    const isStrayLeg = args !== null && seat !== null && !isLegOf(callOf(seat.callId), seat.offerGen);
    const isStrayCustomer = seat === null && kind === 'customer' && !isKnown(id);
    if (isStrayCoach(id, callOf) || isStrayLeg || isStrayCustomer) {
      strays.push({ kind: 'channel', id, remove: () => ari.channels.hangup({ channelId: id, reason: 'normal' }) });
    } else if (seat === null && kind === 'inbound' && !isKnown(id)) unknown.push({ channel, hotline });
  }
  for (const { id } of inAsterisk.bridges) {
    const isOfNoCall = id.startsWith('call-') && !calls.has(id.slice('call-'.length));
    if (isOfNoCall || isStrayCoach(id, callOf))
      strays.push({ kind: 'bridge', id, remove: () => ari.bridges.destroy({ bridgeId: id }) });
  }
  const haveLeft = await Promise.all(unknown.map(({ channel }) => hasHungUp(ari, channel)));
  return {
    strays,
    callers: unknown.filter((_, i) => !haveLeft[i]),
    leftBehind: unknown.filter((_, i) => haveLeft[i]).map(({ channel }) => channel),
  };
}
