import type { AriClient } from '../../platform/ari/index.ts';
import { seatChannelIdOf } from '../calls/index.ts';

/** How long an outside number may ring. */
export const NUMBER_RING_MS = 30_000;

/** Rings an outside number as a leg of a call. `endpointOf` turns the number into what Asterisk dials. */
export function createNumberDialling(ari: AriClient, app: string, endpointOf: (number: string) => Promise<string>) {
  /** False when there is nothing to dial. The channel's id is derived from the leg's, so dialling twice dials once. */
  return async (leg: { callId: string; offerGen: number; number: string; callerId: string }): Promise<boolean> => {
    const channel = await ari.channels.originateWithId({
      channelId: seatChannelIdOf(leg.callId, leg.offerGen),
      endpoint: await endpointOf(leg.number),
      app,
      appArgs: `leg,${leg.callId},${leg.offerGen}`,
      callerId: leg.callerId,
      timeout: NUMBER_RING_MS / 1000,
    });
    return channel !== 'gone';
  };
}
export type DialNumber = ReturnType<typeof createNumberDialling>;
