import type { NumberFailure } from '@sansheng/shared/contracts/telephony/overflow';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

/** What the center does with a call it has taken over. */
export const awayTos = ['closed', 'voicemail', 'number', 'message', 'callback', 'goodbye'] as const;
export type AwayTo = (typeof awayTos)[number];

export interface AwayCall {
  to: AwayTo;
  channelId: string;
  queueId: string;
  /** Set once a message has been started. */
  voicemailId: string | null;
  /** The outside number; '' for all else. */
  number: string;
  isNumberConnected: boolean;
  /** What happens when the number does not answer; `queue`: the queue for which it counts. */
  otherwise: NumberFailure | 'queue';
}

const takeOver = defineTransition({
  script: new URL('./lua/take-over.lua', import.meta.url),
  args: {
    callId: 'text',
    queueId: 'text',
    to: 'text',
    why: 'text',
    endWhy: 'text',
    number: 'text',
    limitMs: 'number',
    otherwise: 'text',
  },
  replies: {
    away: shape<{ channelId: string; queueId: string; again: boolean }>(),
    served: {},
    elsewhere: {},
    gone: {},
  },
});
const answerNumber = defineTransition({
  script: new URL('./lua/answer-number.lua', import.meta.url),
  args: { callId: 'text' },
  replies: { answered: shape<{ channelId: string; wasGreeted: boolean }>(), gone: {} },
});
const waitLonger = defineTransition({
  script: new URL('./lua/wait-longer.lua', import.meta.url),
  args: { member: 'text', waitMs: 'number', callId: 'text' },
  replies: { waiting: {}, gone: {} },
});

export function createOverflowStore(state: LiveState) {
  const { redis, keys } = state;
  return {
    takeOver: (
      callId: string,
      how: {
        queueId: string;
        to: AwayTo;
        /** Reason of the overflow, or the kind of the closed day. */
        why: string;
        /** Reason recorded when the call ends; absent: as before. */
        endWhy?: string;
        number?: string;
        otherwise?: AwayCall['otherwise'];
        limitMs: number;
      },
    ) =>
      takeOver(state, {
        callId,
        ...how,
        endWhy: how.endWhy ?? '',
        number: how.number ?? '',
        otherwise: how.otherwise ?? '',
      }),
    waitLonger: (kind: 'overflow' | 'away', callId: string, waitMs: number) =>
      waitLonger(state, { member: `${kind}:${callId}`, waitMs, callId }),
    answerNumber: (callId: string) => answerNumber(state, { callId }),
    /** Null when the center does not have it, or no longer has it. */
    async readAway(callId: string): Promise<AwayCall | null> {
      const [callState, to, channelId, queueId, voicemailId, number, answeredAt, otherwise] = await redis.hmget(
        keys.call(callId),
        'state',
        'awayTo',
        'channelId',
        'queueId',
        'voicemailId',
        'awayNumber',
        'numberAnsweredAt',
        'awayOtherwise',
      );
      if (callState !== 'away') return null;
      return {
        to: to as AwayTo,
        channelId: channelId ?? '',
        queueId: queueId ?? '',
        voicemailId: voicemailId ?? null,
        number: number ?? '',
        isNumberConnected: to === 'number' && answeredAt !== null,
        otherwise: (otherwise || 'message') as AwayCall['otherwise'],
      };
    },
    /** Calls that wait in a queue, the next one first. */
    waitingIn: (queueId: string): Promise<string[]> => redis.zrange(keys.waiting(queueId), 0, '-1'),
  };
}
export type OverflowStore = ReturnType<typeof createOverflowStore>;
