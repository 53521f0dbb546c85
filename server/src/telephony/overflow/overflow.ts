import {
  type ClosedLine,
  closedLineKeys,
  type OverflowReason,
  type OverflowTarget,
} from '@sansheng/shared/contracts/telephony/overflow';
import type { RoutingPreview } from '@sansheng/shared/contracts/telephony/routing';
import type { Logger } from 'pino';
import type { AgentsStore } from '../agents/index.ts';
import { isNewKey } from '../callback/index.ts';
import type { CallMedia, CallsStore, EndCall, LiveCall } from '../calls/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { RoutingStore } from '../routing/index.ts';
import type { RecordVoicemail } from '../voicemail/index.ts';
import { choiceOfClosedLine, promptsOfClosedLine } from './closed-prompts.ts';
import type { ForwardCalls } from './forward-call.ari.ts';
import type { AwayCall, AwayTo, OverflowStore } from './overflow.store.ts';
import type { QueueRules } from './queue-rules.store.ts';
import { eachApart } from '../../platform/apart/each-apart.ts';

export interface OverflowParts {
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  rules: QueueRules;
  store: OverflowStore;
  moveCall: RoutingStore['moveCall'];
  media: CallMedia;
  endCall: EndCall;
  recordVoicemail: RecordVoicemail;
  forward: ForwardCalls;
  mayAskForCallback: (call: { callerNumber: string }) => Promise<boolean>;
  /** Puts a callback in the caller's place; false when the caller is not waiting. */
  keepPlace: (callId: string, why: OverflowReason) => Promise<boolean>;
  /** Expected wait of a caller who arrives now; null when there is no reliable estimate. */
  estimateWaitMs: (queueId: string) => Promise<number | null>;
  log: Logger;
}

/** `callsBackFor`: the call is queued, and then a callback takes its place. */
export type BeforeQueue = 'taken' | 'goesOn' | { callsBackFor: OverflowReason };

/** Longest that each may take; reached only when an event of Asterisk was lost. For a number: it does not answer. */
const limitMs: Record<AwayTo, number> = {
  closed: 60_000,
  voicemail: 240_000,
  number: 35_000,
  message: 30_000,
  callback: 30_000,
  goodbye: 15_000,
};
/** Time to press a key after a closed line has said everything. */
const CHOOSE_MS = 8000;
/** A call that rings at a seat is not taken from it; it is checked again after this time. */
const LOOK_AGAIN_MS = 1000;

/** What happens to calls that a queue does not accept: the line is closed, or the queue overflows. */
export function createOverflow(parts: OverflowParts) {
  const { calls, agents, queues, rules, store, media, endCall, log } = parts;
  const isOpen = (queueId: string): boolean => rules.opening(queueId, Date.now()).isOpen;

  /** A rule may lead to a queue that became inactive by a way other than its switch, which checks for such rules. */
  const takesCalls = (queueId: string): boolean => queues.queue(queueId)?.isActive === true && isOpen(queueId);

  /** What a closed line offers this caller: no callback to a number that cannot be called. */
  async function closedFor(callId: string, queueId: string): Promise<ClosedLine> {
    const { closed } = rules.of(queueId);
    return { ...closed, callback: closed.callback && (await canBeCalledBack(callId)) };
  }
  const offersChoice = (closed: ClosedLine): boolean =>
    Object.values(closedLineKeys).some((key) => choiceOfClosedLine(closed, key, takesCalls) !== null);

  async function hasSeat(queueId: string): Promise<boolean> {
    const signedIn = await agents.seatIds();
    return signedIn.some((agentId) => queues.membershipsOf(agentId).some((member) => member.queueId === queueId));
  }

  /** True when the center has the call now and acts on it. */
  async function takeOver(
    callId: string,
    queueId: string,
    how: { to: AwayTo; why: string; endWhy?: string; number?: string; otherwise?: AwayCall['otherwise'] },
  ): Promise<boolean> {
    const taken = await store.takeOver(callId, { queueId, ...how, limitMs: limitMs[how.to] });
    if (taken.result !== 'away') return false;
    if (!taken.again) {
      log.info({ callId, queueId, to: how.to, why: how.why }, 'taken over by the center');
      const away = await store.readAway(callId);
      if (away !== null) await act(callId, away);
    }
    return true;
  }

  /** Does what the call was taken over for; may be repeated after a restart. */
  async function act(callId: string, away: AwayCall): Promise<void> {
    const { to, channelId, queueId, voicemailId } = away;
    // A forwarded caller keeps hearing ringing, or music, until the number or the center's own greeting answers.
    if (to === 'number') return dialNumber(callId, away);
    await calls.centerAnswer(callId);
    const say = (...prompts: string[]) => media.say(callId, channelId, to, prompts);
    switch (to) {
      case 'closed':
        await say(...promptsOfClosedLine(await closedFor(callId, queueId), takesCalls));
        break;
      case 'voicemail':
        await say('voicemail-greeting');
        break;
      case 'message':
        await say('lines-busy', 'thank-you-goodbye');
        break;
      case 'callback':
        await say(isOpen(queueId) ? 'callback-soon' : 'callback-noted', 'thank-you-goodbye');
        break;
      case 'goodbye':
        await say(...(voicemailId === null ? [] : ['voicemail-saved']), 'thank-you-goodbye');
    }
  }

  async function dialNumber(callId: string, away: AwayCall): Promise<void> {
    const call = await calls.readCall(callId);
    if (!(await parts.forward.dial(callId, away.channelId, away.number, call?.callerNumber ?? '')))
      await giveUpNumber(callId, away);
  }

  /** The outside number did not answer: what its rule says for that case, in the end the message. */
  async function giveUpNumber(callId: string, { queueId, channelId, otherwise }: AwayCall): Promise<void> {
    const goOn = (to: AwayTo, endWhy: string) => takeOver(callId, queueId, { to, why: 'noAnswer', endWhy });
    if (otherwise === 'queue') {
      if (!isOpen(queueId)) await goOn('closed', 'closed');
      else if ((await parts.moveCall(callId, queueId, queueId, 'noAnswer')).result === 'moved')
        await media.wait(callId, channelId);
      else await goOn('message', 'queueFull');
    } else if (otherwise === 'message' || (otherwise === 'callback' && !(await canBeCalledBack(callId)))) {
      await goOn('message', 'overflow');
    } else await goOn(otherwise, otherwise);
  }

  async function canBeCalledBack(callId: string): Promise<boolean> {
    const call = await calls.readCall(callId);
    return call !== null && (await parts.mayAskForCallback(call));
  }

  /** True when nothing more has to be done for the call here. */
  async function overflowTo(
    callId: string,
    fromQueueId: string,
    target: OverflowTarget,
    why: OverflowReason,
  ): Promise<boolean> {
    if (target.kind === 'queue') {
      if (!takesCalls(target.queueId)) return false;
      const moved = await parts.moveCall(callId, fromQueueId, target.queueId, why);
      if (moved.result === 'moved') {
        log.info({ callId, fromQueueId, toQueueId: target.queueId, why }, 'overflowed');
        const call = await calls.readCall(callId);
        if (call !== null && call.centerAnsweredAtMs !== null && call.state !== 'talking')
          await media.followQueue(callId, call.channelId, fromQueueId);
      }
      return !['full', 'noQueue', 'movedEnough'].includes(moved.result);
    }
    if (target.kind === 'callback') {
      if (!(await canBeCalledBack(callId))) return false;
      // A full queue has no place to keep.
      if (why !== 'size') return parts.keepPlace(callId, why);
    }
    const endWhy = {
      number: 'forwarded',
      voicemail: 'voicemail',
      callback: 'callback',
      message: why === 'size' ? 'queueFull' : 'overflow',
    };
    const number = target.kind === 'number' ? { number: target.number, otherwise: target.otherwise } : {};
    await takeOver(callId, fromQueueId, { to: target.kind, why, endWhy: endWhy[target.kind], ...number });
    return true;
  }

  /** The overflow of a call that is about to be queued; one that is to be called back is queued first. */
  async function overflowOnArrival(
    callId: string,
    queueId: string,
    target: OverflowTarget,
    why: OverflowReason,
  ): Promise<BeforeQueue> {
    if (target.kind === 'callback') return (await canBeCalledBack(callId)) ? { callsBackFor: why } : 'goesOn';
    return (await overflowTo(callId, queueId, target, why)) ? 'taken' : 'goesOn';
  }

  async function overflowAll(queueId: string): Promise<void> {
    const target = rules.of(queueId).overflow.noSeat;
    if (target === null || (await hasSeat(queueId))) return;
    for (const callId of await store.waitingIn(queueId)) await overflowTo(callId, queueId, target, 'noSeat');
  }

  return {
    isOpen,
    /** A call is about to be queued. */
    async takesBeforeQueue(callId: string, queueId: string): Promise<BeforeQueue> {
      const { isOpen: opens, day } = rules.opening(queueId, Date.now());
      if (!opens) {
        const isTaken = await takeOver(callId, queueId, { to: 'closed', why: day.kind, endWhy: 'closed' });
        return isTaken ? 'taken' : 'goesOn';
      }
      const { noSeat, estimatedWait } = rules.of(queueId).overflow;
      if (noSeat !== null && !(await hasSeat(queueId))) {
        const before = await overflowOnArrival(callId, queueId, noSeat, 'noSeat');
        if (before !== 'goesOn') return before;
      }
      if (estimatedWait === null) return 'goesOn';
      const waitMs = await parts.estimateWaitMs(queueId);
      if (waitMs === null || waitMs <= estimatedWait.overSeconds * 1000) return 'goesOn';
      return overflowOnArrival(callId, queueId, estimatedWait.target, 'estimatedWait');
    },

    /** The call has been queued for that; if a seat rings for it at once, it is not called back. */
    callBack: (callId: string, why: OverflowReason): Promise<boolean> => parts.keepPlace(callId, why),

    /** A menu leads to an outside number. The call counts for a queue, which gets it if the number does not answer. */
    forward: (callId: string, queueId: string, number: string): Promise<boolean> =>
      takeOver(callId, queueId, { to: 'number', why: 'menu', endWhy: 'forwarded', number, otherwise: 'queue' }),

    /** Where a call arriving now would go instead of this queue; null: the queue accepts it. Changes nothing. */
    async foretell(queueId: string, isFull: boolean): Promise<RoutingPreview['instead']> {
      if (!isOpen(queueId)) return { why: 'closed', target: null };
      const { noSeat, estimatedWait, size } = rules.of(queueId).overflow;
      const leadsOn = (target: OverflowTarget) => target.kind !== 'queue' || takesCalls(target.queueId);
      if (noSeat !== null && leadsOn(noSeat) && !(await hasSeat(queueId))) return { why: 'noSeat', target: noSeat };
      if (estimatedWait !== null && leadsOn(estimatedWait.target)) {
        const waitMs = await parts.estimateWaitMs(queueId);
        if (waitMs !== null && waitMs > estimatedWait.overSeconds * 1000)
          return { why: 'estimatedWait', target: estimatedWait.target };
      }
      return isFull && size !== null && leadsOn(size) ? { why: 'size', target: size } : null;
    },

    /** The queue is full. False: it has no overflow rule for that. */
    async takesWhenFull(callId: string, queueId: string): Promise<boolean> {
      const target = rules.of(queueId).overflow.size;
      if (target === null) return false;
      return (
        (await overflowTo(callId, queueId, target, 'size')) ||
        takeOver(callId, queueId, { to: 'message', why: 'size', endWhy: 'queueFull' })
      );
    },

    /** The deadline `overflow:<callId>`: as long as the queue may let a caller wait. */
    async waitedTooLong(callId: string): Promise<void> {
      const call = await calls.readCall(callId);
      const rule = call?.queueId == null ? null : rules.of(call.queueId).overflow.longestWait;
      const isDone =
        call?.state === 'waiting' &&
        call.queueId !== null &&
        rule !== null &&
        (await overflowTo(callId, call.queueId, rule.target, 'longestWait'));
      // There is no target at the moment, or the call rings; the script drops the deadline of a call that is answered
      // or gone.
      if (!isDone) {
        const waitMs = call?.state === 'waiting' && rule !== null ? rule.afterSeconds * 1000 : LOOK_AGAIN_MS;
        await store.waitLonger('overflow', callId, waitMs);
      }
    },

    /** A seat has signed out. */
    async seatLeft(agentId: string): Promise<void> {
      for (const { queueId } of queues.membershipsOf(agentId)) await overflowAll(queueId);
    },

    /** A key pressed on a closed line. */
    async press(call: LiveCall, digit: string): Promise<void> {
      const { callId } = call;
      const away = await store.readAway(callId);
      if (away?.to !== 'closed' || !isNewKey(call, Date.now())) return;
      const choice = choiceOfClosedLine(await closedFor(callId, away.queueId), digit, takesCalls);
      if (choice === null) return;
      await media.stopSaying(callId, 'closed');
      if (choice.to !== 'queue') {
        await takeOver(callId, away.queueId, { to: choice.to, why: 'closed', endWhy: choice.to });
        return;
      }
      const moved = await parts.moveCall(callId, away.queueId, choice.queueId, 'closed');
      if (moved.result === 'moved') await media.wait(callId, away.channelId);
      else if (moved.result === 'full')
        await takeOver(callId, away.queueId, { to: 'message', why: 'size', endWhy: 'queueFull' });
      // The queue no longer exists, or the call has been moved often enough: the line stays closed.
      else await act(callId, away);
    },

    said,

    /** A message is over, by the hash key, silence or its longest length. */
    async messageLeft(callId: string): Promise<void> {
      const away = await store.readAway(callId);
      if (away?.to === 'voicemail') await sayGoodbye(callId, away);
    },

    /** The outside number answers: customer and number hear each other. */
    async forwardAnswered(callId: string, forwardChannelId: string): Promise<void> {
      const answered = await store.answerNumber(callId);
      if (answered.result === 'gone') await parts.forward.hangUp(callId);
      else await media.connect(callId, answered.channelId, forwardChannelId, answered.wasGreeted);
    },

    /** The outside number hung up or did not answer. */
    async forwardLeft(callId: string): Promise<void> {
      const away = await store.readAway(callId);
      if (away?.to !== 'number') return;
      if (away.isNumberConnected) await endCall(callId, { endedBy: 'center' });
      else await giveUpNumber(callId, away);
    },

    /** A forwarded call has ended: its other leg must not remain. */
    async callEnded(callId: string, why: string): Promise<void> {
      if (why === 'forwarded') await parts.forward.hangUp(callId);
    },

    /** The deadline `away:<callId>`. */
    async timedOut(callId: string): Promise<void> {
      const away = await store.readAway(callId);
      if (away === null) await store.waitLonger('away', callId, LOOK_AGAIN_MS);
      else if (away.to === 'closed') await sayGoodbye(callId, away);
      else if (away.to === 'number') await parts.forward.hangUp(callId).then(() => giveUpNumber(callId, away));
      else await endCall(callId, { endedBy: 'center' });
    },

    /** After a restart: calls that the center had are continued where they stopped. */
    async adopt(): Promise<void> {
      const live = await calls.liveCallIds();
      await parts.forward.clearStrays((callId) => live.includes(callId));
      const onFailed = (callId: string, error: unknown) =>
        log.error({ err: error, callId }, 'a call that the center had could not be continued; its deadline remains');
      const adoptOne = async (callId: string): Promise<void> => {
        const away = await store.readAway(callId);
        if (away === null || away.isNumberConnected) return;
        // A message that was started is still being recorded, or is over.
        if (away.to === 'voicemail' && away.voicemailId !== null) await said(callId, 'voicemail');
        else await act(callId, away);
      };
      await eachApart(live, adoptOne, { eachMs: 1000, allMs: 4000, onFailed });
    },
  };

  /** The center's announcement has ended. */
  async function said(callId: string, to: AwayTo): Promise<void> {
    const away = await store.readAway(callId);
    if (away?.to !== to) return;
    if (to === 'voicemail') {
      if (!(await parts.recordVoicemail(callId, away.channelId))) await sayGoodbye(callId, away);
      return;
    }
    if (to === 'closed' && offersChoice(await closedFor(callId, away.queueId)))
      await store.waitLonger('away', callId, CHOOSE_MS);
    else await endCall(callId, { endedBy: 'center' });
  }

  async function sayGoodbye(callId: string, away: AwayCall): Promise<void> {
    const taken = await store.takeOver(callId, {
      queueId: away.queueId,
      to: 'goodbye',
      why: '',
      limitMs: limitMs.goodbye,
    });
    if (taken.result === 'away') {
      const voicemailId = away.to === 'voicemail' ? away.voicemailId : null;
      await act(callId, { ...away, to: 'goodbye', voicemailId });
    }
  }
}
export type OverflowRules = ReturnType<typeof createOverflow>;
