import type { Channel } from '../../platform/ari/index.ts';
import { type LiveCall, seatChannelIdOf } from '../calls/index.ts';

/**
 * Arguments with which the dialplan or an originate sent a channel into our application, e.g. `inbound, 4000`; null for
 * any other channel.
 */
export function readStasisArgs(channel: Pick<Channel, 'dialplan'>, app: string): string[] | null {
  const [name, ...args] = channel.dialplan.app_data.split(',');
  return channel.dialplan.app_name === 'Stasis' && name === app ? args : null;
}

/** True when the leg of this generation rings or talks for the call. */
export function isLegOf(call: LiveCall | undefined, offerGen: number): boolean {
  return (
    call?.talkingGen === offerGen ||
    call?.channelId === seatChannelIdOf(call?.callId ?? '', offerGen) ||
    call?.rejoinGens.includes(offerGen) === true ||
    call?.rings.some((ring) => ring.offerGen === offerGen) === true ||
    call?.legs.some((leg) => leg.offerGen === offerGen) === true
  );
}
