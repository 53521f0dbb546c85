import type { Logger } from 'pino';
import type { CallMedia, CallsStore } from '../calls/index.ts';
import type { QueueSettings } from '../queues/index.ts';

/** "Number 1 0 0 1 at your service", as names of prompts. */
const promptsOf = (agentId: string): string[] => [
  'seat-number',
  ...[...agentId].map((digit) => `number-${digit}`),
  'serves-you',
];

/**
 * Announces the seat's number to the customer on answer, if the queue wants it. It is played into the bridge, so the
 * two are connected at once: nobody waits for it, and the seat hears when it ends.
 */
export function createSeatNumber({
  queues,
  calls,
  media,
  log,
}: {
  queues: QueueSettings;
  calls: CallsStore;
  media: CallMedia;
  log: Logger;
}) {
  return async (callId: string): Promise<void> => {
    try {
      if (!queues.activeQueues().some((queue) => queue.saysSeatNumber)) return;
      const call = await calls.readCall(callId);
      if (call?.agentId == null || queues.queue(call.queueId ?? '')?.saysSeatNumber !== true) return;
      await media.sayToAll(callId, 'seat-number', promptsOf(call.agentId));
    } catch (error) {
      log.warn({ err: error, callId }, "the seat's number was not announced");
    }
  };
}
export type SaySeatNumber = ReturnType<typeof createSeatNumber>;
