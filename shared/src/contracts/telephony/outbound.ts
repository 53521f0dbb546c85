/** Calls that seats place, and who may dial what. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import { type Role, roles } from '../../domain/roles.ts';
import { settingDeeds } from '../settings/audit.ts';

export const outboundAudit = {
  dialingRule: settingDeeds,
  doNotCall: settingDeeds,
  outboundSettings: settingDeeds,
} as const;

export const outboundAccess = {
  doNotCall: ['admin', 'lead'],
  doNotCallReading: ['admin', 'lead', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const outboundErrors = {
  numberInvalid: 400,
  numberNotAllowed: 403,
  onDoNotCall: 409,
  calleeLimitMinute: 429,
  calleeLimitHour: 429,
  calleeLimitDay: 429,
  notYourQueue: 403,
  colleagueAway: 409,
  colleagueBusy: 409,
} as const;

export const DialNumber = z.object({
  /** As people write it. */
  number: z.string().trim().min(1).max(40),
  /** One of the seat's queues; absent: the first. It decides the number shown and the wrap-up. */
  queueId: ownId(40).optional(),
});
export const DialColleague = z.object({ employeeNo: z.string().regex(/^\d{1,10}$/) });

const Prefix = z.string().regex(/^\+?\d{1,15}$/);
export const DialingRule = z.object({
  role: z.enum(roles),
  isHomeAllowed: z.boolean().default(false),
  prefixes: z.array(Prefix).max(100).default([]),
  denied: z.array(Prefix).max(100).default([]),
});
export type DialingRule = z.infer<typeof DialingRule>;
export const OutboundSettings = z.object({
  settingsId: z.literal('center'),
  callerNumber: z
    .string()
    .regex(/^\+?\d{0,20}$/)
    .default(''),
  perMinute: z.number().int().min(1).max(100).default(1),
  perHour: z.number().int().min(1).max(1000).default(5),
  perDay: z.number().int().min(1).max(10_000).default(20),
  pauseLimitSeconds: z.number().int().min(5).max(3600).default(120),
});
export type OutboundSettings = z.infer<typeof OutboundSettings>;
export const DoNotCallEdit = z.object({
  /** As people write it; kept as E.164. */
  number: z.string().trim().min(3).max(40),
  reason: z.string().trim().min(1).max(200),
});
export const DoNotCall = DoNotCallEdit.extend({ addedBy: z.string(), addedAtMs: z.number() });
export type DoNotCall = z.infer<typeof DoNotCall>;
