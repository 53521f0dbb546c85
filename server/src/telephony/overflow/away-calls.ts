import { eachApart } from '../../platform/apart/each-apart.ts';
import { isNewKey } from '../callback/index.ts';
import type { LiveCall } from '../calls/index.ts';
import { choiceOfClosedLine } from './closed-prompts.ts';
import { LOOK_AGAIN_MS } from './overflow.ts';
import { type OverflowParts, takesCalls } from './overflow-parts.ts';
import { act, closedFor, giveUpNumber, said, sayGoodbye, takeOver } from './take-over.ts';

/** A key pressed on a closed line. */
export async function press(parts: OverflowParts, call: LiveCall, digit: string, nowMs: number): Promise<void> {
  const { overflowStore, media } = parts;
  const { callId } = call;
  const away = await overflowStore.readAway(callId);
  if (away?.to !== 'closed' || !isNewKey(call, nowMs)) return;
  const closed = await closedFor(parts, callId, away.queueId);
  const choice = choiceOfClosedLine(closed, digit, (queueId) => takesCalls(parts, queueId));
  if (choice === null) return;
  await media.stopSaying(callId, 'closed');
  if (choice.to !== 'queue') {
    await takeOver(parts, callId, away.queueId, { to: choice.to, why: 'closed', endWhy: choice.to });
    return;
  }
  const moved = await parts.routingStore.moveCall(callId, away.queueId, choice.queueId, 'closed');
  if (moved.result === 'moved') await media.wait(callId, away.channelId);
  else if (moved.result === 'full')
    await takeOver(parts, callId, away.queueId, { to: 'message', why: 'size', endWhy: 'queueFull' });
  // The queue no longer exists, or the call has been moved often enough: the line stays closed.
  else await act(parts, callId, away);
}

/** A message is over, by the hash key, silence or its longest length. */
export async function messageLeft(parts: OverflowParts, callId: string): Promise<void> {
  const away = await parts.overflowStore.readAway(callId);
  if (away?.to === 'voicemail') await sayGoodbye(parts, callId, away);
}

/** The outside number answers: customer and number hear each other. */
export async function forwardAnswered(
  { overflowStore, forward, media }: OverflowParts,
  callId: string,
  forwardChannelId: string,
): Promise<void> {
  const answered = await overflowStore.answerNumber(callId);
  if (answered.result === 'gone') await forward.hangUp(callId);
  else await media.connect(callId, answered.channelId, forwardChannelId, answered.wasGreeted);
}

/** The outside number hung up or did not answer. */
export async function forwardLeft(parts: OverflowParts, callId: string): Promise<void> {
  const away = await parts.overflowStore.readAway(callId);
  if (away?.to !== 'number') return;
  if (away.isNumberConnected) await parts.endCall(callId, { endedBy: 'center' });
  else await giveUpNumber(parts, callId, away);
}

/** What the call was taken over for has taken its limit of time. */
export async function timedOut(parts: OverflowParts, callId: string): Promise<void> {
  const away = await parts.overflowStore.readAway(callId);
  if (away === null) await parts.overflowStore.waitLonger('away', callId, LOOK_AGAIN_MS);
  else if (away.to === 'closed') await sayGoodbye(parts, callId, away);
  else if (away.to === 'number') await parts.forward.hangUp(callId).then(() => giveUpNumber(parts, callId, away));
  else await parts.endCall(callId, { endedBy: 'center' });
}

/** After a restart: calls that the center had are continued where they stopped. */
export async function adopt(parts: OverflowParts): Promise<void> {
  const { calls, overflowStore, forward, log } = parts;
  const live = await calls.liveCallIds();
  await forward.clearStrays((callId) => live.includes(callId));
  const onFailed = (callId: string, error: unknown) =>
    log.error({ err: error, callId }, 'a call that the center had could not be continued; its deadline remains');
  const adoptOne = async (callId: string): Promise<void> => {
    const away = await overflowStore.readAway(callId);
    if (away === null || away.isNumberConnected) return;
    // A message that was started is still being recorded, or is over.
    if (away.to === 'voicemail' && away.voicemailId !== null) await said(parts, callId, 'voicemail');
    else await act(parts, callId, away);
  };
  await eachApart(live, adoptOne, { eachMs: 1000, allMs: 4000, onFailed });
}
