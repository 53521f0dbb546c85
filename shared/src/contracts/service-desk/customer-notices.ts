/** What customers are told of their cases: written with the act that tells it, sent once, by a gateway. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { settingDeeds } from '../settings/audit.ts';

export const customerNoticeAudit = {
  customerNotice: ['sentAgain'],
  noticeSettings: [...settingDeeds, 'secretRenewed'],
} as const;

export const customerNoticeAccess = {
  /** Who decides what becomes of a notice of which nobody knows whether it arrived. */
  customerNoticeRepair: ['lead', 'supervisor', 'complaint_handler', 'dispatcher'],
} as const satisfies Record<string, readonly Role[]>;

export const customerNoticeJobs = {
  /** Send the notices that are due. */
  sendNotices: z.object({}),
} as const;

/*   waiting -> sending -> accepted
 *      |__________|____-> refused    for good; a refusal for now is waiting again
 *                 |____-> unknown    nobody knows whether it went out: it is not sent again by itself */
export const noticeStates = ['waiting', 'sending', 'accepted', 'refused', 'unknown'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** What a gateway answers. */
export type NoticeAnswer =
  | { kind: 'accepted'; providerId: string }
  | { kind: 'refused'; why: string; isFinal: boolean }
  | { kind: 'unknown'; why: string };

/** `http`: a POST to a gateway of the center's own, signed like a webhook. */
export const noticeDrivers = ['demo', 'http'] as const;

const MinuteOfDay = z.number().int().min(0).max(1440);
/** How customers are told, and in which hours when it is nothing urgent. */
export const NoticeSettings = z.object({
  settingsId: z.literal('center'),
  driver: z.enum(noticeDrivers),
  /** Of the gateway; '' while there is none. */
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(1000)]).default(''),
  fromMinute: MinuteOfDay,
  /** Exclusive. */
  toMinute: MinuteOfDay,
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;
export const NoticeSecret = z.object({ secret: z.string() });

export const CustomerNotice = z.object({
  noticeId: z.string(),
  template: z.string(),
  /** Masked, and without text, for whom the case's contact is masked. */
  number: z.string(),
  text: z.string(),
  state: z.enum(noticeStates),
  /** Of a refusal, or of not knowing. */
  why: z.string(),
  tries: z.number().int(),
  atMs: z.number(),
  /** When it is tried, or tried again. */
  sendAtMs: z.number(),
  settledAtMs: z.number().nullable(),
  may: z.object({ sendAgain: z.boolean() }),
  revision: z.string(),
});
export type CustomerNotice = z.infer<typeof CustomerNotice>;
export const CustomerNotices = z.object({ notices: z.array(CustomerNotice) });

/** `GET /api/v1/demo/notices` (demonstration center only): what customers got. */
export const DemoNotices = z.object({
  timeZone: z.string(),
  notices: z.array(z.object({ noticeId: z.string(), number: z.string(), text: z.string(), atMs: z.number() })),
});
