import type { AriClient } from '../../platform/ari/index.ts';

/** How long an outside number may ring. */
const RING_SECONDS = 30;

const forwardIdOf = (callId: string): string => `forward-${callId}`;
/** The call that a channel to an outside number was made for; null for any other channel. */
export function callOfForward(channelId: string): string | null {
  return /^forward-(c[0-9a-z]+)$/.exec(channelId)?.[1] ?? null;
}

/** `endpointOf` turns an outside number into what Asterisk dials. */
export function createForwardCalls(ari: AriClient, app: string, endpointOf: (number: string) => Promise<string>) {
  const hangUp = (callId: string) => ari.channels.hangup({ channelId: forwardIdOf(callId), reason: 'normal' });
  return {
    /**
     * False when there is nothing to dial. The channel's id is derived from the call's, so dialling twice dials once.
     */
    async dial(callId: string, customerChannelId: string, number: string, callerNumber: string): Promise<boolean> {
      const channel = await ari.channels.originateWithId({
        channelId: forwardIdOf(callId),
        endpoint: await endpointOf(number),
        app,
        appArgs: `forward,${callId}`,
        callerId: callerNumber,
        timeout: RING_SECONDS,
        originator: customerChannelId,
      });
      return channel !== 'gone';
    },
    hangUp,
    /** Legs of calls that are over, after a restart. */
    async clearStrays(isLive: (callId: string) => boolean): Promise<void> {
      for (const { id } of await ari.channels.list({})) {
        const callId = callOfForward(id);
        if (callId !== null && !isLive(callId)) await hangUp(callId);
      }
    },
  };
}
export type ForwardCalls = ReturnType<typeof createForwardCalls>;
