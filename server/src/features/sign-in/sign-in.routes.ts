import { Center, Me, SignIn } from '@sansheng/shared/contracts/sign-in';
import { AccountSchema, TeamSchema } from '@sansheng/shared/db';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import type { AttemptLimits } from './attempt-limits.store.ts';
import type { PasswordCheck } from './password.ts';
import { SESSION_COOKIE, type SessionStore } from './session.store.ts';

export function addSignInRoutes(
  { routes, db, env, audit, log }: AppContext,
  parts: { sessions: SessionStore; limits: AttemptLimits; passwords: PasswordCheck },
): void {
  const { sessions, limits, passwords } = parts;

  async function describeMe(session: Session): Promise<Me> {
    const { employeeNo, name, roles, teamId, csrfToken } = session;
    const team = teamId === null ? null : await db.getRepository(TeamSchema).findOneBy({ teamId });
    return {
      employeeNo,
      name,
      roles,
      teamId,
      teamName: team?.name ?? null,
      csrfToken,
      demonstration: env.DEMONSTRATION,
      ringCycleMs: env.RING_CYCLE_MS,
      timeZone: env.CENTER_TIME_ZONE,
      serverNowMs: Date.now(),
    };
  }

  routes.add({
    method: 'post',
    path: '/api/v1/session',
    access: 'public',
    summary: 'Sign in; sets the session cookie',
    tag: 'sign-in',
    body: SignIn,
    reply: Me,
    handler: ({ body, request, response, address }) =>
      passwords.inTurn(async () => {
        const { employeeNo, password } = body;
        const refusal = await limits.begin(employeeNo, address);
        if (refusal !== null) {
          log.info({ employeeNo, address, code: refusal.code }, 'sign-in throttled');
          if (refusal.isFirst) await audit({ employeeNo, action: 'signIn.locked', target: employeeNo, address });
          response.set('Retry-After', String(refusal.retryAfterSeconds));
          throw new UserError(refusal.code);
        }
        const account = await db.getRepository(AccountSchema).findOneBy({ employeeNo });
        const isRight = await passwords.isRight(password, account?.passwordHash ?? null);
        if (account === null || !isRight || !account.isActive) {
          await limits.fail(address);
          await audit({ employeeNo, action: 'signIn.failed', target: employeeNo, address });
          throw new UserError('wrongCredentials');
        }
        await limits.succeed(employeeNo);
        // The new cookie replaces the browser's old one: the session of that one would live on unseen.
        const former = await sessions.find(request.headers.cookie, false);
        if (former !== null) await sessions.end(former, 'signedOut');
        await audit({ employeeNo, action: 'signIn.done', target: employeeNo, address });
        const { token, session } = await sessions.start(account, address);
        response.cookie(SESSION_COOKIE, token, cookieOptions(request.secure));
        return describeMe(session);
      }),
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/session',
    access: 'signedIn',
    summary: 'Sign out',
    tag: 'sign-in',
    handler: async ({ session, request, response, address }) => {
      await sessions.end(session, 'signedOut');
      response.clearCookie(SESSION_COOKIE, cookieOptions(request.secure));
      const { employeeNo } = session;
      await audit({ employeeNo, action: 'signIn.ended', target: employeeNo, address });
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/me',
    access: 'signedIn',
    summary: 'Who is signed in, and the token to send with every change',
    tag: 'sign-in',
    reply: Me,
    handler: ({ session }) => describeMe(session),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/center',
    access: 'public',
    summary: 'What a page may know before anybody signs in',
    tag: 'sign-in',
    reply: Center,
    handler: async () => ({ demonstration: env.DEMONSTRATION, ringCycleMs: env.RING_CYCLE_MS }),
  });
}

/** No life of its own: the cookie ends with the browser, the session by its idle time in Redis. */
function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
}
