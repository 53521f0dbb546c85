import { createHash, timingSafeEqual } from 'node:crypto';
import { closedChapters } from '@sansheng/shared/contracts/people/api-tokens';
import type { Role } from '@sansheng/shared/domain/roles';
import { UserError } from './user-error.ts';

/** Who may call a route or a socket command. There is no default: each registration must state it. */
export type Access = 'public' | 'signedIn' | readonly Role[];

export interface Session {
  /** SHA-256 of the cookie's token, in hex; identifies the session everywhere but in the cookie. */
  tokenHash: string;
  employeeNo: string;
  name: string;
  roles: Role[];
  teamId: string | null;
  csrfToken: string;
  /** Until it is done, this session may use only what is open to every role. */
  mustChangePassword?: boolean;
  /** For a request that a program made with a token of this person. */
  token?: { tokenId: string; name: string };
  /** Where the person signed in from. */
  address: string;
}

/**
 * Finds the session of a cookie header. `prolong`: the request comes from a person's action, so the idle time starts
 * again. Null when there is no session, or it has ended.
 */
export type FindSession = (cookieHeader: string | undefined, prolong: boolean) => Promise<Session | null>;

/** The owner of an API token and its scopes (`read:calls`, `write:*`); null when it is not valid. */
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

/** Compares two secrets in constant time. */
export function isSameSecret(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
