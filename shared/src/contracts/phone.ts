import { z } from 'zod';
import type { Ack } from './errors.ts';

/** What the browser needs to register its softphone; the password is new at each call of `POST /api/v1/phone/registration`. */
export const PhoneRegistration = z.object({
  /** Path of the SIP WebSocket on the same host, e.g. `/sip`. */
  webSocketPath: z.string(),
  sipDomain: z.string(),
  sipUser: z.string(),
  sipPassword: z.string(),
});
export type PhoneRegistration = z.infer<typeof PhoneRegistration>;

/** `POST /api/v1/demo/phone` (demonstration center only): a customer's phone in the browser. */
export const DemoPhoneRequest = z.object({
  /** The number the customer calls from; '' withholds it. */
  number: z
    .string()
    .max(32)
    .regex(/^\+?[0-9]*$/),
});
export const DemoPhone = PhoneRegistration.extend({
  hotlines: z.array(z.object({ number: z.string(), name: z.string() })),
});
export type DemoPhone = z.infer<typeof DemoPhone>;

/** Null: the browser. */
export const PlacePhone = z.object({ number: z.string().min(3).max(32).nullable() });

export interface PhoneCommands {
  /** Rings this seat's phone from Asterisk's echo, for the check before a shift; only while it is not ready. */
  'phone.check': (body: object, ack: (reply: Ack) => void) => void;
  /** Where this seat is rung from now on; only while it is not ready. */
  'phone.place': (body: z.input<typeof PlacePhone>, ack: (reply: Ack) => void) => void;
}
