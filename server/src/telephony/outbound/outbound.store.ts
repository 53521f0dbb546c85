import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import {
  DialingRuleSchema,
  DoNotCallSchema,
  type OutboundSettingsRow,
  OutboundSettingsSchema,
} from '@sansheng/shared/tables/telephony/outbound';
import type { Role } from '@sansheng/shared/domain/roles';
import { type DataSource, In } from 'typeorm';
import { defineTransition, type LiveState } from '../live-state/index.ts';

/** A call as it is to be placed. */
export interface PlacedCall {
  direction: 'outbound' | 'internal';
  node: string;
  /** Shown to the other side. */
  hotline: string;
  /** As it is dialled. */
  number: string;
  /** Whom the limits count: E.164, or a short number. */
  callee: string;
  e164: string;
  /** The colleague; '' a customer. */
  calleeId: string;
  queueId: string;
  ringCycleMs: number;
}

const place = defineTransition<
  | { result: 'placed' | 'wrongState' | 'phoneNotRegistered' | 'microphoneMissing' | 'colleagueAway' | 'colleagueBusy' }
  | { result: 'calleeLimit'; per: 'minute' | 'hour' | 'day' }
>(new URL('./lua/place-call.lua', import.meta.url));
const join = defineTransition<{ result: 'dial'; channelId: string } | { result: 'colleagueBusy' | 'stale' }>(
  new URL('./lua/join-seat.lua', import.meta.url),
);

export function createOutboundStore(state: LiveState, db: DataSource) {
  return {
    placeCall: (
      callId: string,
      agentId: string,
      call: PlacedCall,
      seatMs: number,
      limits: { minute: number; hour: number; day: number },
    ) => place(state, callId, agentId, JSON.stringify(call), seatMs, JSON.stringify(limits)),
    joinSeat: (callId: string, dialLimitMs: number) => join(state, callId, dialLimitMs),

    /** Rules of these roles; read for each call, so that a change takes effect at once on every server. */
    rulesOf: (roles: readonly Role[]) => db.getRepository(DialingRuleSchema).findBy({ role: In([...roles]) }),
    settings: (): Promise<OutboundSettingsRow> => db.getRepository(OutboundSettingsSchema).findOneByOrFail({}),
    isOnDoNotCall: (number: string): Promise<boolean> => db.getRepository(DoNotCallSchema).existsBy({ number }),
    nameOf: async (employeeNo: string): Promise<string | null> =>
      (await db.getRepository(AccountSchema).findOneBy({ employeeNo, isActive: true }))?.name ?? null,
  };
}
export type OutboundStore = ReturnType<typeof createOutboundStore>;
