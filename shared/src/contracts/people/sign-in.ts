import { z } from 'zod';
import { PASSWORD_LENGTH } from '../../domain/password-rule.ts';
import { roles } from '../../domain/roles.ts';
import { plainName } from '../plain-text.ts';

export const signInAudit = {
  signIn: ['done', 'ended', 'failed', 'locked'],
} as const;

export const signInErrors = {
  notSignedIn: 401,
  wrongCredentials: 401,
  tooManyAttempts: 429,
  accountLocked: 429,
  passwordMustChange: 403,
  passwordWeak: 400,
  passwordSame: 400,
  setUpLinkGone: 410,
  onCall: 409,
} as const;

export const EmployeeNo = z
  .string()
  .trim()
  .regex(/^\d{1,10}$/);
export const SignIn = z.object({ employeeNo: EmployeeNo, password: z.string().min(1).max(200) });

/**
 * Signing out during a call is refused (`onCall`), unless it is to happen after the call and its wrap-up (`afterCall`).
 * `now` ends a wrap-up too: what was written is kept, to be finished another day.
 */
export const SignOut = z.object({ when: z.enum(['now', 'afterCall']).optional() });
export type SignOutWhen = NonNullable<z.infer<typeof SignOut>['when']>;

/** `GET /api/v1/center`: what a page may know before anybody signs in. */
export const Center = z.object({
  demonstration: z.boolean(),
  ringCycleMs: z.number().int(),
  /** Nobody can administer the center yet: its start prints a link for the first administrator. */
  needsAdministrator: z.boolean(),
});

export const NewPassword = z.string().min(PASSWORD_LENGTH).max(200);

/** `PUT /api/v1/me/password`; `endsTokens`: the person's tokens of the API end as well. */
export const ChangePassword = z.object({
  currentPassword: z.string().min(1).max(200),
  newPassword: NewPassword,
  endsTokens: z.boolean().default(true),
});

/** `POST /api/v1/first-administrator`: with the token of the link that the start has printed. */
export const FirstAdministrator = z.object({
  token: z.string().min(20).max(100),
  employeeNo: EmployeeNo,
  name: plainName(),
  password: NewPassword,
});

export const Me = z.object({
  employeeNo: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  /** To be sent as header `X-CSRF-Token` with every POST, PUT, PATCH and DELETE. */
  csrfToken: z.string(),
  /** An administrator has set the password, and so knows it: until it is changed, nothing else is allowed. */
  mustChangePassword: z.boolean(),
  /** The demonstration center shows hints that a real one does not. */
  demonstration: z.boolean(),
  ringCycleMs: z.number().int(),
  timeZone: z.string(),
  serverNowMs: z.number().int(),
});
export type Me = z.infer<typeof Me>;
