import { type ClosedLine, closedLineKeys } from '@sansheng/shared/contracts/telephony/overflow';
import { choiceOfClosedLine, promptsOfClosedLine } from './closed-prompts.ts';
import { canBeCalledBack, isOpen, limitMs, type OverflowParts, takesCalls } from './overflow-parts.ts';
import type { AwayCall, AwayTo } from './overflow.store.ts';

/** Time to press a key after a closed line has said everything. */
const CHOOSE_MS = 8000;

/** True when the center has the call now and acts on it. */
export async function takeOver(
  parts: OverflowParts,
  callId: string,
  queueId: string,
  how: { to: AwayTo; why: string; endWhy?: string; number?: string; otherwise?: AwayCall['otherwise'] },
): Promise<boolean> {
  const { overflowStore, log } = parts;
  const taken = await overflowStore.takeOver(callId, { queueId, ...how, limitMs: limitMs[how.to] });
  if (taken.result !== 'away') return false;
  if (!taken.again) {
    log.info({ callId, queueId, to: how.to, why: how.why }, 'taken over by the center');
    const away = await overflowStore.readAway(callId);
    if (away !== null) await act(parts, callId, away);
  }
  return true;
}

/** Does what the call was taken over for; may be repeated after a restart. */
export async function act(parts: OverflowParts, callId: string, away: AwayCall): Promise<void> {
  const { to, channelId, queueId, voicemailId } = away;
  // A forwarded caller keeps hearing ringing, or music, until the number or the center's own greeting answers.
  if (to === 'number') return dialNumber(parts, callId, away);
  await parts.calls.centerAnswer(callId);
  const say = (...prompts: string[]) => parts.media.say(callId, channelId, to, prompts);
  switch (to) {
    case 'closed': {
      const closed = await closedFor(parts, callId, queueId);
      await say(...promptsOfClosedLine(closed, (other) => takesCalls(parts, other)));
      break;
    }
    case 'voicemail':
      await say('voicemail-greeting');
      break;
    case 'message':
      await say('lines-busy', 'thank-you-goodbye');
      break;
    case 'callback':
      await say(isOpen(parts, queueId) ? 'callback-soon' : 'callback-noted', 'thank-you-goodbye');
      break;
    case 'goodbye':
      await say(...(voicemailId === null ? [] : ['voicemail-saved']), 'thank-you-goodbye');
  }
}

/** What a closed line offers this caller: no callback to a number that cannot be called. */
export async function closedFor(parts: OverflowParts, callId: string, queueId: string): Promise<ClosedLine> {
  const { closed } = parts.rules.of(queueId);
  return { ...closed, callback: closed.callback && (await canBeCalledBack(parts, callId)) };
}

async function dialNumber(parts: OverflowParts, callId: string, away: AwayCall): Promise<void> {
  const call = await parts.calls.readCall(callId);
  if (!(await parts.forward.dial(callId, away.channelId, away.number, call?.callerNumber ?? '')))
    await giveUpNumber(parts, callId, away);
}

/** The outside number did not answer: what its rule says for that case, in the end the message. */
export async function giveUpNumber(
  parts: OverflowParts,
  callId: string,
  { queueId, channelId, otherwise }: AwayCall,
): Promise<void> {
  const goOn = (to: AwayTo, endWhy: string) => takeOver(parts, callId, queueId, { to, why: 'noAnswer', endWhy });
  if (otherwise === 'queue') {
    if (!isOpen(parts, queueId)) await goOn('closed', 'closed');
    else if ((await parts.routingStore.moveCall(callId, queueId, queueId, 'noAnswer')).result === 'moved')
      await parts.media.wait(callId, channelId);
    else await goOn('message', 'queueFull');
  } else if (otherwise === 'message' || (otherwise === 'callback' && !(await canBeCalledBack(parts, callId)))) {
    await goOn('message', 'overflow');
  } else await goOn(otherwise, otherwise);
}

/** The center's announcement has ended. */
export async function said(parts: OverflowParts, callId: string, to: AwayTo): Promise<void> {
  const { overflowStore } = parts;
  const away = await overflowStore.readAway(callId);
  if (away?.to !== to) return;
  if (to === 'voicemail') {
    if (!(await parts.recordVoicemail(callId, away.channelId))) await sayGoodbye(parts, callId, away);
    return;
  }
  if (to === 'closed' && offersChoice(parts, await closedFor(parts, callId, away.queueId)))
    await overflowStore.waitLonger('away', callId, CHOOSE_MS);
  else await parts.endCall(callId, { endedBy: 'center' });
}

function offersChoice(parts: OverflowParts, closed: ClosedLine): boolean {
  const takes = (queueId: string) => takesCalls(parts, queueId);
  return Object.values(closedLineKeys).some((key) => choiceOfClosedLine(closed, key, takes) !== null);
}

export async function sayGoodbye(parts: OverflowParts, callId: string, away: AwayCall): Promise<void> {
  const taken = await parts.overflowStore.takeOver(callId, {
    queueId: away.queueId,
    to: 'goodbye',
    why: '',
    limitMs: limitMs.goodbye,
  });
  if (taken.result === 'away') {
    const voicemailId = away.to === 'voicemail' ? away.voicemailId : null;
    await act(parts, callId, { ...away, to: 'goodbye', voicemailId });
  }
}
