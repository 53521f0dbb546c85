import { type CallsStore, sharedRoom, type WaitingRoom } from '../calls/index.ts';

/** Where whoever waits hears music: queues with music of their own have a room of their own. */
export function createWaitingRooms({ calls }: { calls: Pick<CallsStore, 'queueIdOf'> }) {
  let rooms = new Map<string, WaitingRoom>();
  return {
    /** `queueId`: where the call is not in its queue yet. */
    async roomOf(callId: string, queueId?: string): Promise<WaitingRoom> {
      if (rooms.size === 0) return sharedRoom;
      return rooms.get(queueId ?? (await calls.queueIdOf(callId)) ?? '') ?? sharedRoom;
    },
    all: () => [...rooms.values()],
    /** From now on, by queue. */
    use(byQueue: Map<string, WaitingRoom>): void {
      rooms = byQueue;
    },
  };
}
export type WaitingRooms = ReturnType<typeof createWaitingRooms>;
