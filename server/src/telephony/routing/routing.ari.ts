import type { Logger } from 'pino';
import type { AmiClient } from '../../platform/ami/index.ts';
import type { AriClient, Channel } from '../../platform/ari/index.ts';
import { type HeardKeys, hearKey, nothingHeard } from './heard-keys.ts';
import { readGoodbyeId, readSeatChannelId } from '../calls/index.ts';

export type { Channel } from '../../platform/ari/index.ts';

/** Translates ARI events for calls. Each may come twice or late. */
export interface ChannelHappenings {
  callerArrived: (channel: Channel, hotline: string) => Promise<void>;
  callerLeft: (channelId: string, cause: number) => Promise<void>;
  callerPressed: (channel: Pick<Channel, 'id' | 'name'>, digit: string) => Promise<void>;
  customerReached: (callId: string, channel: Channel) => Promise<void>;
  goodbyeSaid: (callId: string) => Promise<void>;
  seatRang: (callId: string, offerGen: number) => Promise<void>;
  seatAnswered: (callId: string, offerGen: number, channel: Channel) => Promise<void>;
  seatPressed: (
    callId: string,
    offerGen: number,
    channel: Pick<Channel, 'id' | 'name'>,
    digit: string,
  ) => Promise<void>;
  seatLeft: (callId: string, offerGen: number, cause: number) => Promise<void>;
  seatPhoneChanged: (agentId: string, isRegistered: boolean) => Promise<void>;
}

/** Q.850 cause of a leg that sent nothing for its rtp_timeout, as Asterisk itself gives it. */
export const NO_PACKETS = 44;
/** AST_SOFTHANGUP_DEV. */
const SOFT_BY_DEVICE = 1;
/** Normal clearing: the cause of a hang-up without a stated one. */
const NORMAL = 16;

/** What was reported about a channel. */
interface Heard {
  isInStasis: boolean;
  /** Q.850. */
  cause: number | undefined;
  hasEnded: boolean;
}
/** Channels to remember: more than can be ending at once. */
const REMEMBERED = 10_000;

/** Turns the events of one Asterisk into calls of the routing. */
export function listenToChannels(ari: AriClient, on: ChannelHappenings, log: Logger): void {
  const channels = new Map<string, Heard>();
  function heardOf(channelId: string): Heard {
    let heard = channels.get(channelId);
    if (heard === undefined) {
      channels.set(channelId, (heard = { isInStasis: false, cause: undefined, hasEnded: false }));
      if (channels.size > REMEMBERED) channels.delete(channels.keys().next().value as string);
    }
    return heard;
  }

  const run = (what: string, channelId: string, work: () => Promise<void>): void => {
    work().catch((error) => log.error({ err: error, channelId }, `handling of ${what} failed`));
  };

  ari.on('StasisStart', ({ channel, args }) => {
    heardOf(channel.id).isInStasis = true;
    const [kind, first] = args;
    if (kind === 'inbound') return run('a caller', channel.id, () => on.callerArrived(channel, first ?? ''));
    if (kind === 'customer')
      return run('a dialled customer', channel.id, () => on.customerReached(first ?? '', channel));
    const seat = readSeatChannelId(channel.id);
    if (seat !== null) return run('an answer', channel.id, () => on.seatAnswered(seat.callId, seat.offerGen, channel));
    // Overflow and coaching listen to these themselves.
    if (kind === 'forward' || kind === 'coach') return;
    log.warn({ channelId: channel.id, args }, 'an unknown channel was hung up');
    run(
      'a stranger',
      channel.id,
      async () => void (await ari.channels.hangup({ channelId: channel.id, reason: 'normal' })),
    );
  });
  // Asterisk reports an end up to three times: when it is requested, when the channel leaves Stasis, and when it is
  // destroyed.
  ari.on('ChannelHangupRequest', ({ channel, cause, soft }) => {
    const heard = heardOf(channel.id);
    // For a request from inside Asterisk the number says who asked, and is not a cause: 1 is the device, for lack of
    // packets.
    if (soft === true) heard.cause = cause === SOFT_BY_DEVICE ? NO_PACKETS : NORMAL;
    else {
      heard.cause = cause ?? heard.cause;
      // The other end has hung up. Leaving its bridge takes the channel some ms, and the next call waits for the seat.
      if (heard.isInStasis) left(channel.id, undefined);
    }
  });
  const left = (channelId: string, cause: number | undefined): void => {
    const heard = heardOf(channelId);
    if (heard.hasEnded) return;
    heard.hasEnded = true;
    const reason = cause ?? heard.cause ?? NORMAL;
    const seat = readSeatChannelId(channelId);
    if (seat !== null) run('a seat that left', channelId, () => on.seatLeft(seat.callId, seat.offerGen, reason));
    else run('a caller who left', channelId, () => on.callerLeft(channelId, reason));
  };
  ari.on('StasisEnd', ({ channel }) => left(channel.id, undefined));
  ari.on('ChannelDestroyed', ({ channel, cause }) => left(channel.id, cause));
  ari.on('ChannelStateChange', ({ channel }) => {
    const seat = channel.state === 'Ringing' ? readSeatChannelId(channel.id) : null;
    if (seat !== null) run('a ring', channel.id, () => on.seatRang(seat.callId, seat.offerGen));
  });
  ari.on('PlaybackFinished', ({ playback }) => {
    const callId = readGoodbyeId(playback.id);
    if (callId !== null) run('a goodbye', playback.target_uri, () => on.goodbyeSaid(callId));
  });
}

/**
 * Keys, each once, whichever way the trunk sends them. While AMI is away ARI's reports are used, which cannot tell the
 * two ways apart.
 */
export function listenToKeys(
  ari: AriClient,
  ami: AmiClient,
  on: Pick<ChannelHappenings, 'callerPressed' | 'seatPressed'>,
  log: Logger,
): () => void {
  const heard = new Map<string, HeardKeys>();
  function pressed(channel: Pick<Channel, 'id' | 'name'>, digit: string): void {
    const seat = readSeatChannelId(channel.id);
    const dealtWith =
      seat === null ? on.callerPressed(channel, digit) : on.seatPressed(seat.callId, seat.offerGen, channel, digit);
    dealtWith.catch((error) => log.error({ err: error, channelId: channel.id }, 'handling of a key failed'));
  }
  ari.on('ChannelDtmfReceived', ({ channel, digit }) => {
    if (!ami.isConnected) pressed(channel, digit);
  });
  ari.on('ChannelDestroyed', ({ channel }) => void heard.delete(channel.id));
  return ami.listenToKeys((sign, { channelId, channelName }, digit) => {
    const next = hearKey(heard.get(channelId) ?? nothingHeard, sign, digit, Date.now());
    heard.set(channelId, next.heard);
    if (heard.size > REMEMBERED) heard.delete(heard.keys().next().value as string);
    if (next.isHeard) pressed({ id: channelId, name: channelName }, digit);
  });
}

/** Phones that register and leave. `askAgain`: reads their current state, since changes may have been missed. */
export function listenToPhones(
  ami: AmiClient,
  on: Pick<ChannelHappenings, 'seatPhoneChanged'>,
  askAgain: () => Promise<void>,
  log: Logger,
): () => void {
  return ami.listenToPhones({
    changed(endpoint, isReachable) {
      const agentId = /^seat-(\d+)$/.exec(endpoint)?.[1];
      if (agentId === undefined) return;
      on.seatPhoneChanged(agentId, isReachable).catch((error) =>
        log.error({ err: error, agentId }, 'handling of a changed phone failed'),
      );
    },
    connected: () => {
      askAgain().catch((error) => log.error({ err: error }, 'could not read the state of phones'));
    },
  });
}
