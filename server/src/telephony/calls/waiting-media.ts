import type { CallMediaParts } from './media-parts.ts';
import { greetingIdOf } from './call-id.ts';

/** Callers who wait, with music and the center's greeting. */
export function waitingMedia(parts: CallMediaParts) {
  const { ari, queuePrompts, rooms } = parts;
  return {
    /** The center answers: greeting, then music until a seat takes the call. `queueId`: if it is not queued yet. */
    greet: (callId: string, channelId: string, queueId?: string) =>
      ari.inOrder(callId, async () => {
        if ((await ari.channels.answer({ channelId })) !== 'done') return;
        await moveToWaitingRoom(parts, callId, channelId, queueId);
        await ari.channels.playWithId({
          channelId,
          playbackId: greetingIdOf(callId),
          media: await queuePrompts.soundsOf(callId, ['greeting', 'please-hold'], queueId),
        });
      }),
    /** Music for a caller who waits after a menu. */
    wait: (callId: string, channelId: string) => ari.inOrder(callId, () => moveToWaitingRoom(parts, callId, channelId)),
    /** A caller who hears music is now in another queue, which may have other music. */
    followQueue: (callId: string, channelId: string, fromQueueId: string) =>
      ari.inOrder(callId, async () => {
        const [was, is] = await Promise.all([rooms.roomOf(callId, fromQueueId), rooms.roomOf(callId)]);
        if (was.bridgeId !== is.bridgeId) await moveToWaitingRoom(parts, callId, channelId);
      }),
    hold: (callId: string, channelId: string) => ari.inOrder(callId, () => moveToWaitingRoom(parts, callId, channelId)),
  };
}

/** All callers in a room hear the same stream of music; what is played to one is heard only by that one. */
export async function moveToWaitingRoom(
  { ari, rooms }: Pick<CallMediaParts, 'ari' | 'rooms'>,
  callId: string,
  channelId: string,
  queueId?: string,
): Promise<void> {
  const { bridgeId, mohClass } = await rooms.roomOf(callId, queueId);
  const move = () => ari.bridges.addChannel({ bridgeId, channel: channelId, role: 'participant' });
  if ((await move()) === 'gone') {
    // Either the caller is gone, or the room: nobody has waited there, or Asterisk was restarted.
    await ari.bridges.createWithId({ bridgeId, type: 'holding', name: bridgeId });
    await move();
  }
  // Without it a caller hears nothing once a playback is over. Repeating it adds no second stream.
  await ari.bridges.startMoh({ bridgeId, mohClass });
}
