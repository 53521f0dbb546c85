import type { AriClient } from '../../platform/ari/index.ts';
import { seatSipUser } from './phone-objects.ts';

const RING_SECONDS = 5;

/**
 * Rings a seat's phone and connects it with Asterisk's echo, outside of our application: it belongs to no call and ends
 * by itself. One per seat; a previous one is hung up. False when the seat has no phone.
 */
export async function ringEcho(ari: Pick<AriClient, 'channels' | 'inOrder'>, employeeNo: string): Promise<boolean> {
  const channelId = `check-${employeeNo}`;
  return ari.inOrder(channelId, async () => {
    await ari.channels.hangup({ channelId });
    const channel = await ari.channels.originateWithId({
      channelId,
      endpoint: `PJSIP/${seatSipUser(employeeNo)}`,
      context: 'seat-check',
      extension: 'echo',
      priority: 1,
      timeout: RING_SECONDS,
    });
    return channel !== 'gone';
  });
}
