import { z } from 'zod';
import type { Ack } from '../errors.ts';
import { OnCall } from '../on-call.ts';
import { ownId } from '../plain-text.ts';
import { callDirections } from '../../domain/call-state.ts';
import { CustomerCard } from '../customers/customers.ts';
import { collectedKinds } from '../telephony/menu.ts';
import { CallLanguage } from '../telephony/prompts.ts';

/** A number the caller entered by keypad. */
export const CollectedDigits = z.object({ what: z.enum(collectedKinds), digits: z.string() });
export type CollectedDigits = z.infer<typeof CollectedDigits>;

/** What the seat sees before it answers. Sent with the offer; sent again if the look-up finishes later. */
export const ScreenPop = z.object({
  callId: z.string(),
  offerGen: z.number().int(),
  queueId: z.string(),
  queueName: z.string(),
  hotline: z.string(),
  /** As dialled in China when Chinese (13800138000, 010 8888 1234), international otherwise; '' when withheld. */
  callerNumber: z.string(),
  numberKind: z.enum(['mobile', 'landline', 'serviceNumber', 'international', 'withheld', 'malformed']),
  /** For a callback: time of the caller's first arrival. */
  arrivedAtMs: z.number(),
  /** The customer is not on the line yet: dialled once the seat is. */
  isCallback: z.boolean(),
  direction: z.enum(callDirections),
  /** Who calls whom in an internal call; null if there is a customer. */
  colleague: z
    .object({ callerId: z.string(), callerName: z.string(), calleeId: z.string(), calleeName: z.string() })
    .nullable(),
  /** 'pending' while the look-up runs, 'unknown' when nobody has this number, 'failed' when that could not be found out. */
  lookup: z.enum(['pending', 'known', 'unknown', 'failed']),
  customer: CustomerCard.nullable(),
  /** The language that the caller chose in a menu; null if none was chosen. */
  language: CallLanguage.nullable(),
  collected: z.array(CollectedDigits),
});
export type ScreenPop = z.infer<typeof ScreenPop>;

/** Who the caller is, stated during the call or afterwards. */
export const IdentifyCaller = OnCall.extend({ customerId: ownId(40).min(1) });

export interface ScreenPopCommands {
  'screenPop.identify': (body: z.input<typeof IdentifyCaller>, ack: (reply: Ack) => void) => void;
}

export interface ScreenPopEvents {
  'screenPop.opened': (pop: ScreenPop) => void;
}
