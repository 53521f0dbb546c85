import { z } from 'zod';
import type { Ack } from '../errors.ts';

export const phoneAudit = {
  phone: ['placeChosen', 'deskPhoneMade', 'deskPhoneRemoved'],
} as const;

export const phoneErrors = {
  phoneNotRegistered: 409,
  microphoneMissing: 409,
  phoneTakenOver: 409,
} as const;

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

/** In place of a number: the telephone on the seat's desk, with an account of its own. */
export const DESK_PHONE = 'desk-phone';
/** The account of a seat's desk phone. `server`: where it registers; '' where the center has no desk phones. */
export const DeskPhone = z.object({
  server: z.string(),
  sipUser: z.string(),
  madeAtMs: z.number().nullable(),
  isRegistered: z.boolean(),
});
export type DeskPhone = z.infer<typeof DeskPhone>;
/** Shown once. */
export const DeskPhoneAccount = z.object({ server: z.string(), sipUser: z.string(), sipPassword: z.string() });
export type DeskPhoneAccount = z.infer<typeof DeskPhoneAccount>;

/** Null: the browser. */
export const PlacePhone = z.object({ number: z.string().min(3).max(32).nullable() });

export interface PhoneCommands {
  /** Rings this seat's phone with Asterisk's echo, for the check before a shift; only while it is not ready. */
  'phone.check': (body: object, ack: (reply: Ack) => void) => void;
  /** Where this seat is rung from now on; only while it is not ready. */
  'phone.place': (body: z.input<typeof PlacePhone>, ack: (reply: Ack) => void) => void;
}
