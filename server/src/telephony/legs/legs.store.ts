import type { LegEnd, LegKind, LegRole, TransferWay } from '@sansheng/shared/domain/call-leg';
import { type CallLeg, readLeg, type StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

/** Where to bring the customer in Asterisk. */
export type CustomerMove = 'music' | 'call' | 'stays';

const add = defineTransition({
  script: new URL('./lua/add-leg.lua', import.meta.url),
  args: { callId: 'text', owner: 'text', by: 'text', kind: 'text', who: 'text', role: 'text', ringMs: 'number' },
  replies: {
    added: shape<{ offerGen: number; channelId: string; customer: CustomerMove }>(),
    again: shape<{ offerGen: number; channelId: string }>(),
    seatBusy: shape<{ why: string }>(),
    notYourCall: {},
    wrongState: {},
    gone: {},
  },
});
const answer = defineTransition({
  script: new URL('./lua/answer-leg.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen' },
  replies: {
    answered: shape<{
      leg: StoredLeg;
      isMain: boolean;
      channelId: string;
      isHeld: boolean;
      again: boolean;
      vain: number;
    }>(),
    stale: {},
  },
});
const end = defineTransition({
  script: new URL('./lua/end-leg.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen', cause: 'text', owner: 'text' },
  replies: {
    ended: shape<{ leg: StoredLeg; channelId: string; customer: CustomerMove; isLost: boolean }>(),
    notYourCall: {},
    stale: {},
  },
});
const handOver = defineTransition({
  script: new URL('./lua/hand-over.lua', import.meta.url),
  args: { callId: 'text', owner: 'text', talkingGen: 'gen', offerGen: 'gen', how: 'text' },
  replies: {
    handedOver: shape<{ channelId: string; gone: number; heir: number; isNumber: boolean }>(),
    again: {},
    notYourCall: {},
    wrongState: {},
    gone: {},
  },
});
const ringAgain = defineTransition({
  script: new URL('./lua/ring-again.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen', agentId: 'text' },
  replies: { ring: {}, dial: shape<{ channelId: string }>(), stale: {} },
});

type Read<T> = T extends { leg: StoredLeg } ? Omit<T, 'leg'> & { leg: CallLeg } : T;
export type LegAdded = Awaited<ReturnType<typeof add>>;
export type LegAnswered = Read<Awaited<ReturnType<typeof answer>>>;
export type LegEnded = Read<Awaited<ReturnType<typeof end>>>;

export interface NewLeg {
  /** The seat that must have the call; absent: whoever has it. */
  owner?: string;
  /** The seat or lead that asks. */
  by: string;
  kind: LegKind;
  who: string;
  role: Exclude<LegRole, 'transfer'>;
  /** Absent: three rings of the call. */
  ringMs?: number;
}

/** The transitions of legs. Seats are rung by the scripts' offers, like any other. */
export function createLegStore(state: LiveState) {
  return {
    addLeg: (callId: string, leg: NewLeg) =>
      add(state, { callId, ...leg, owner: leg.owner ?? '', ringMs: leg.ringMs ?? 0 }),
    async answerLeg(callId: string, offerGen: number): Promise<LegAnswered> {
      const answered = await answer(state, { callId, offerGen });
      return answered.result === 'stale' ? answered : { ...answered, leg: readLeg(answered.leg) };
    },
    async endLeg(callId: string, offerGen: number, cause: LegEnd, owner = ''): Promise<LegEnded> {
      const ended = await end(state, { callId, offerGen, cause, owner });
      return ended.result === 'ended' ? { ...ended, leg: readLeg(ended.leg) } : ended;
    },
    /** A seat that was rung by name at a page that no longer exists is rung again, under another generation. */
    ringAgain: (callId: string, offerGen: number, agentId: string) => ringAgain(state, { callId, offerGen, agentId }),
    /** `offerGen`: the leg that is to get the call; absent: whoever remains in it. */
    handOver: (
      callId: string,
      how: TransferWay,
      { owner = '', talkingGen, offerGen }: { owner?: string; talkingGen?: number; offerGen?: number },
    ) => handOver(state, { callId, owner, talkingGen: talkingGen ?? '', offerGen: offerGen ?? '', how }),
  };
}
export type LegStore = ReturnType<typeof createLegStore>;
