/** A lead on a seat's call: listens, whispers to the seat, barges in, takes the call over. */
import { z } from 'zod';
import { OnCall } from '../on-call.ts';
import type { Ack } from '../errors.ts';

export const coachingAudit = {
  coaching: ['started', 'changed', 'takenOver'],
} as const;

export const coachingErrors = {
  ownSeatBusy: 409,
} as const;

/** `listen`: nobody hears the lead; `whisper`: only the seat does; `barge`: everybody does. */
export const coachingRoles = ['listen', 'whisper', 'barge'] as const;
export type CoachingRole = (typeof coachingRoles)[number];

export const Coach = OnCall.extend({ role: z.enum(coachingRoles) });

export interface CoachingCommands {
  /** Rings the lead's own phone, which answers by itself; called again with another role, it switches. */
  'coaching.start': (body: z.input<typeof Coach>, ack: (reply: Ack) => void) => void;
  /** The call becomes the lead's; its seat goes into wrap-up. */
  'coaching.takeOver': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
}
