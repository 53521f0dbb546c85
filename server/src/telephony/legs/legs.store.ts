import type { LegEnd, LegKind, LegRole, TransferWay } from '@sansheng/shared/domain/call-leg';
import { type CallLeg, readLeg, type StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

/** Where to bring the customer in Asterisk. */
export type CustomerMove = 'music' | 'call' | 'stays';

export type LegAdded =
  | { result: 'added'; offerGen: number; channelId: string; customer: CustomerMove }
  | { result: 'again'; offerGen: number; channelId: string }
  | { result: 'seatBusy'; why: string }
  | { result: 'notYourCall' | 'wrongState' | 'gone' };
export type LegAnswered =
  | {
      result: 'answered';
      leg: CallLeg;
      isMain: boolean;
      channelId: string;
      isHeld: boolean;
      again: boolean;
      vain: number;
    }
  | { result: 'stale' };
export type LegEnded =
  | { result: 'ended'; leg: CallLeg; channelId: string; customer: CustomerMove; isLost: boolean }
  | { result: 'notYourCall' | 'stale' };
export type HandedOver =
  | { result: 'handedOver'; channelId: string; gone: number; heir: number; isNumber: boolean }
  | { result: 'again' | 'notYourCall' | 'wrongState' | 'gone' };

type Stored<T> = T extends { leg: CallLeg } ? Omit<T, 'leg'> & { leg: StoredLeg } : T;

const add = defineTransition<LegAdded>(new URL('./lua/add-leg.lua', import.meta.url));
const answer = defineTransition<Stored<LegAnswered>>(new URL('./lua/answer-leg.lua', import.meta.url));
const end = defineTransition<Stored<LegEnded>>(new URL('./lua/end-leg.lua', import.meta.url));
const handOver = defineTransition<HandedOver>(new URL('./lua/hand-over.lua', import.meta.url));

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
      add(state, callId, leg.owner ?? '', leg.by, leg.kind, leg.who, leg.role, leg.ringMs ?? 0),
    async answerLeg(callId: string, offerGen: number): Promise<LegAnswered> {
      const answered = await answer(state, callId, offerGen);
      return answered.result === 'stale' ? answered : { ...answered, leg: readLeg(answered.leg) };
    },
    async endLeg(callId: string, offerGen: number, cause: LegEnd, owner = ''): Promise<LegEnded> {
      const ended = await end(state, callId, offerGen, cause, owner);
      return ended.result === 'ended' ? { ...ended, leg: readLeg(ended.leg) } : ended;
    },
    /** `offerGen`: the leg that is to get the call; absent: whoever remains in it. */
    handOver: (
      callId: string,
      how: TransferWay,
      { owner = '', talkingGen, offerGen }: { owner?: string; talkingGen?: number; offerGen?: number },
    ) => handOver(state, callId, owner, talkingGen ?? '', offerGen ?? '', how),
  };
}
export type LegStore = ReturnType<typeof createLegStore>;
