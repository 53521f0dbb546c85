import { createHash, timingSafeEqual } from 'node:crypto';
import { closedChapters } from '@sansheng/shared/contracts/people/api-tokens';
import type { Role } from '@sansheng/shared/domain/roles';
import { UserError } from './user-error.ts';

/** Who may call a route or a socket command. There is no default: whoever registers one must say. */
export type Access = 'public' | 'signedIn' | readonly Role[];

export interface Session {
  /** SHA-256 of the cookie's token, in hex; names the session everywhere but in the cookie. */
  tokenHash: string;
  employeeNo: string;
  name: string;
  roles: Role[];
  teamId: string | null;
  csrfToken: string;
  /** Until it is done, only what is open to every role is open to this session. */
  mustChangePassword?: boolean;
  /** Of a request that a program made by a token of this person's. */
  token?: { tokenId: string; name: string };
  /** Where the person signed in from. */
  address: string;
}

/**
 * Finds the session of a cookie header. `prolong`: this is a person's doing, so the idle time begins anew; null when
 * there is none, or it ended.
 */
export type FindSession = (cookieHeader: string | undefined, prolong: boolean) => Promise<Session | null>;

/** Who a token of the API speaks for and what it opens (`read:calls`, `write:*`); null when it opens nothing. */
export type FindToken = (
  token: string,
  address: string,
) => Promise<{ session: Session; scopes: readonly string[] } | null>;

/** Throws `notAllowed` unless a token with these scopes opens a chapter of the API. */
export function checkScopes(scopes: readonly string[], act: 'read' | 'write', chapter: string): void {
  const isClosed = (closedChapters as readonly string[]).includes(chapter);
  if (isClosed || !(scopes.includes(`${act}:${chapter}`) || scopes.includes(`${act}:*`)))
    throw new UserError('notAllowed', { detail: `a token with ${act}:${chapter} is needed` });
}

/** Throws `notSignedIn` or `notAllowed` unless the session may pass. */
export function checkAccess(access: Access, session: Session | null): void {
  if (access === 'public') return;
  if (session === null) throw new UserError('notSignedIn');
  if (access === 'signedIn') return;
  if (session.mustChangePassword === true) throw new UserError('passwordMustChange');
  if (!session.roles.some((role) => access.includes(role))) throw new UserError('notAllowed');
}

/** Compares two secrets in a time that tells nothing about either. */
export function isSameSecret(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
