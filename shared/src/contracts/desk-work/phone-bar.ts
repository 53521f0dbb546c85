/**
 * The phone bar on a page of other software: what its script (agent-ui/public/phone-bar.js) and the phone's window say
 * to each other by `postMessage`. See docs/phone-bar.md.
 */
import { z } from 'zod';
import { plainName } from '../plain-text.ts';
import { agentStates } from '../../domain/agent-state.ts';
import { callDirections } from '../../domain/call-state.ts';
import type { ErrorCode } from '../errors.ts';
import { settingDeeds } from '../settings/audit.ts';

export const phoneBarAudit = {
  phoneBarSite: settingDeeds,
} as const;

/** What a site's screen-pop address may name, in braces. */
export const popFields = ['callId', 'number', 'customerId', 'queueId', 'direction', 'agentId'] as const;
export type PopField = (typeof popFields)[number];

const bareUrl = (template: string) => template.replaceAll(/\{(\w+)\}/g, '0');
const namesKnownFields = (template: string) =>
  [...template.matchAll(/\{(\w*)\}/g)].every(([, name]) => (popFields as readonly string[]).includes(name ?? ''));

/** A site whose pages may have the phone bar; no other page is answered. */
export const PhoneBarSite = z.object({
  /** As browsers write it: scheme, host, and the port unless it is the usual one. */
  origin: z
    .string()
    .max(200)
    .refine((text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text)),
  name: plainName(),
  /** The site's own page about a caller, with fields in braces: `https://crm.example/callers?number={number}`; '' none. */
  popUrl: z
    .string()
    .trim()
    .max(1000)
    .refine(
      (text) => text === '' || (/^https?:\/\//.test(text) && URL.canParse(bareUrl(text)) && namesKnownFields(text)),
    )
    .default(''),
});
export type PhoneBarSite = z.infer<typeof PhoneBarSite>;
export const PhoneBarSites = z.array(PhoneBarSite.pick({ origin: true, popUrl: true }));

/** Contained in every message of either side, so that neither mistakes other messages of the page for its own. */
export const BAR_PROTOCOL = 'sansheng.phone-bar.1';
const envelope = { protocol: z.literal(BAR_PROTOCOL) };
const asked = { ...envelope, id: z.string().min(1).max(40) };

/** What the page may ask of the phone. */
export const BarCommand = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('hello') }),
  z.object({ ...asked, type: z.literal('dial'), number: z.string().trim().min(1).max(40) }),
  z.object({ ...asked, type: z.literal('answer') }),
  z.object({ ...asked, type: z.literal('hangUp') }),
]);
export type BarCommand = z.infer<typeof BarCommand>;

export const BarCall = z.object({
  callId: z.string(),
  direction: z.enum(callDirections),
  /** As people write it; '' when it is withheld. For an internal call, the colleague's employee number. */
  number: z.string(),
  customerId: z.string(),
  queueId: z.string(),
});
export type BarCall = z.infer<typeof BarCall>;

export const BarState = z.object({
  agentId: z.string(),
  state: z.enum(agentStates),
  reason: z.string(),
  /** The call that rings, is talked on, or is in wrap-up. */
  call: BarCall.nullable(),
  /** A call rings that is to be answered here, not at the seat's telephone. */
  mayAnswer: z.boolean(),
  isDialling: z.boolean(),
  isHeld: z.boolean(),
  /** How long the seat has been in this state. */
  lastedMs: z.number(),
});
export type BarState = z.infer<typeof BarState>;

export const barEvents = ['offered', 'dialling', 'answered', 'ended'] as const;
export type BarEvent = (typeof barEvents)[number];

/** Messages of the phone's window. `popUrl`: the site's address about this caller; '' without one. */
export type BarMessage = { protocol: typeof BAR_PROTOCOL } & (
  | { type: 'state'; state: BarState }
  | { type: 'event'; event: BarEvent; call: BarCall; popUrl: string }
  | { type: 'reply'; id: string; refused: ErrorCode | null; text: string }
);
