import { z } from 'zod';

/** Codes of expected refusals. The UI translates codes; it never shows a server's sentence. */
export const errorCodes = [
  'badRequest',
  'tooFine',
  'tooLong',
  'notSignedIn',
  'wrongCredentials',
  'tooManyAttempts',
  'accountLocked',
  'passwordMustChange',
  'passwordWeak',
  'passwordSame',
  'setUpLinkGone',
  'notAllowed',
  'csrf',
  'notFound',
  'conflict',
  'changedMeanwhile',
  'tooLarge',
  'unavailable',
  'internal',
  'phoneNotRegistered',
  'microphoneMissing',
  'notYourCall',
  'callGone',
  'wrongState',
  'categoryRequired',
  'unknownReason',
  'phoneTakenOver',
  'soundUnreadable',
  'soundTooLong',
  'soundSilent',
  'speechUnavailable',
  'stillUsed',
  'menuProblems',
  'notYourTeam',
  'seatOffline',
  'seatOnCall',
  'onCall',
  'seatNotReady',
  'notWaiting',
  'ownSeatBusy',
  'numberInvalid',
  'numberNotAllowed',
  'onDoNotCall',
  'calleeLimitMinute',
  'calleeLimitHour',
  'calleeLimitDay',
  'notYourQueue',
  'colleagueAway',
  'colleagueBusy',
  'queueFull',
  'queueClosed',
  'notRecorded',
  'mailNotSet',
  'hotlineInOtherSpelling',
] as const;
export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

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
