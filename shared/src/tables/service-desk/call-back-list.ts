import type { callbackKinds, callbackResults, callbackStates } from '../../contracts/service-desk/call-back-list.ts';
import { flag, int, key, ms, msOrNull, text, textOrNull, table } from '../table.ts';

export interface CallbackRow {
  /** The call that was given up or failed, or the callback that keeps a place. */
  callId: string;
  kind: (typeof callbackKinds)[number];
  state: (typeof callbackStates)[number];
  queueId: string;
  hotline: string;
  /** As in the call's record. */
  number: string;
  customerId: string | null;
  customerName: string | null;
  tier: string | null;
  sinceMs: number;
  waitedMs: number | null;
  isShort: boolean;
  claimedBy: string | null;
  claimedAtMs: number | null;
  tries: number;
  result: (typeof callbackResults)[number] | null;
  note: string;
  settledAtMs: number | null;
  /** The call in which the customer got through. */
  settledByCallId: string | null;
}
export const CallbackSchema = table<CallbackRow>('callbacks', {
  callId: key,
  kind: text,
  state: text,
  queueId: text,
  hotline: text,
  number: text,
  customerId: textOrNull,
  customerName: textOrNull,
  tier: textOrNull,
  sinceMs: ms,
  waitedMs: msOrNull,
  isShort: flag,
  claimedBy: textOrNull,
  claimedAtMs: msOrNull,
  tries: int,
  result: textOrNull,
  note: text,
  settledAtMs: msOrNull,
  settledByCallId: textOrNull,
});
