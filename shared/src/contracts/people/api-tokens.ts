/** Personal tokens for programs that use the HTTP API in somebody's name: `Authorization: Bearer <token>`. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { plainName } from '../plain-text.ts';

export const tokenAccess = {
  /** Sees and revokes everybody's; all others, their own. */
  tokensOfAll: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export const tokenAudit = {
  token: ['made', 'revoked'],
} as const;

/** `read:<chapter>` or `write:<chapter>` of the API document; `*` means every chapter. Roles still apply. */
export const TokenScope = z.string().regex(/^(read|write):([a-z][a-z-]{0,39}|\*)$/);
/** Chapters that no token opens: what belongs to a person in front of a browser. */
export const closedChapters = ['', 'sign-in', 'tokens', 'phone'] as const;

export const MakeToken = z
  .object({
    name: plainName(),
    scopes: z.array(TokenScope).min(1).max(50),
    /** Valid for this many days; null: until revoked. */
    days: z.number().int().min(1).max(3650).nullable().default(90),
  })
  .strict();
export const ApiToken = z.object({
  tokenId: z.string(),
  employeeNo: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  madeAtMs: z.number(),
  endsAtMs: z.number().nullable(),
  /** Accurate to the minute. */
  usedAtMs: z.number().nullable(),
  revokedAtMs: z.number().nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;
/** The token itself is shown this once. */
export const MadeToken = ApiToken.extend({ token: z.string() });
