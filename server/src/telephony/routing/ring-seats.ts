import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import { seatChannelIdOf } from '../calls/index.ts';
import type { SeatEndpoint } from '../dialling/index.ts';
import type { Offer } from '../live-state/index.ts';

/** How much longer than our deadline Asterisk's own timeout is: a safety net in case every server is dead. */
const ASTERISK_GRACE_SECONDS = 1;

/**
 * Rings a seat for an offer. The channel's id is derived from the offer, so ringing twice rings once. If a seat cannot
 * be rung, the call returns to the head of its queue.
 */
export function createSeatRinging(
  ari: AriClient,
  app: string,
  endpointOf: SeatEndpoint,
  ringFailed: (callId: string, offerGen: number, cause: 'notRegistered' | 'center') => Promise<unknown>,
  log: Logger,
) {
  async function ringSeat(offer: Offer): Promise<void> {
    const { callId, agentId, offerGen } = offer;
    log.info({ callId, agentId, offerGen, queueId: offer.queueId }, 'offered');
    try {
      const { endpoint, callerId } = await endpointOf(offer, offer);
      const channel = await ari.channels.originateWithId({
        channelId: seatChannelIdOf(callId, offerGen),
        endpoint,
        app,
        appArgs: `seat,${callId},${offerGen}`,
        callerId,
        timeout: Math.ceil(offer.ringMs / 1000) + ASTERISK_GRACE_SECONDS,
        // The seat uses the caller's codec, so nothing is transcoded.
        ...(offer.channelId !== '' && { originator: offer.channelId }),
      });
      // Either the caller is gone, whose end comes as an event of its own, or the seat's phone.
      if (channel !== 'gone') return;
      if (offer.channelId !== '' && (await ari.channels.get({ channelId: offer.channelId })) === 'gone') return;
      log.info({ callId, agentId, offerGen }, 'the seat has no phone');
      await ringFailed(callId, offerGen, 'notRegistered');
    } catch (error) {
      log.warn({ err: error, callId, agentId, offerGen }, 'the seat could not be rung');
      await ringFailed(callId, offerGen, 'center');
    }
  }

  return (offers: Offer[]): void => {
    for (const offer of offers) {
      ringSeat(offer).catch((error) =>
        log.error({ err: error, callId: offer.callId }, 'an offer failed and is lost until its deadline'),
      );
    }
  };
}
