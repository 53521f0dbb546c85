import { z } from 'zod';
import { gather } from './gather.ts';

/** What any feature may refuse by. */
const sharedErrors = {
  badRequest: 400,
  notAllowed: 403,
  csrf: 403,
  notFound: 404,
  conflict: 409,
  changedMeanwhile: 409,
  stillUsed: 409,
  wrongState: 409,
  tooLarge: 413,
  internal: 500,
  unavailable: 503,
} as const;

/**
 * Codes of expected refusals, each with its HTTP status; a socket acknowledgement carries the code alone. The UI
 * translates codes; it never shows a server's sentence.
 */
export const errors = { ...sharedErrors, ...gather('Errors') };
export type ErrorCode = keyof typeof errors;
export const ErrorCode = z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]]);

export const Conflict = z.object({
  by: z.object({ employeeNo: z.string(), name: z.string(), atMs: z.number() }).nullable(),
  now: z.record(z.string(), z.unknown()),
});
export type Conflict = z.infer<typeof Conflict>;

export const settingUserKinds = [
  'hotline',
  'menu',
  'overflow',
  'closedLine',
  'borrowing',
  'queue',
  'person',
  'category',
  'area',
  'caseType',
  'openCases',
] as const;
/** Something that refers to a setting, and would lead nowhere without it. */
export const SettingUser = z.object({ kind: z.enum(settingUserKinds), name: z.string() });
export type SettingUser = z.infer<typeof SettingUser>;

/** Body of every refusal: `field` names the bad input when there is one, `incident` an id to quote for a bug. */
export const ErrorBody = z.object({
  error: z.object({
    code: ErrorCode,
    field: z.string().optional(),
    detail: z.string().optional(),
    incident: z.string().optional(),
    /** For `tooManyAttempts` and `accountLocked`: seconds until the next attempt is accepted. */
    retryAfterSeconds: z.number().optional(),
    /** For `stillUsed`: by what. */
    users: z.array(SettingUser).optional(),
    /** For `changedMeanwhile`: who was faster, if known, and the current state. */
    conflict: Conflict.optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Acknowledgement of a socket command. */
export type Ack<T = object> = ({ ok: true } & T) | { ok: false; code: ErrorCode; field?: string };
