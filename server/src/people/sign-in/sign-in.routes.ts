import { Me, SignIn, SignOut, type SignOutWhen } from '@sansheng/shared/contracts/people/sign-in';
import { partyOf } from '@sansheng/shared/addresses';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import type { AttemptLimits } from './attempt-limits.store.ts';
import { describeMe } from './describe-me.store.ts';
import { DEVICE_COOKIE, DEVICE_DAYS, type KnownDevices } from './known-devices.store.ts';
import { mayTry } from './may-try.ts';
import type { PasswordCheck } from './password.ts';
import { SESSION_COOKIE, type SessionStore } from './session.store.ts';

/** Whether a session may end now, or ends by itself later. Throws UserError('onCall') when neither. */
export type MaySignOut = (session: Session, when: SignOutWhen | undefined) => Promise<'now' | 'later'>;

export interface SignInParts {
  sessions: SessionStore;
  limits: AttemptLimits;
  devices: KnownDevices;
  passwords: PasswordCheck;
  maySignOut: MaySignOut;
}

export function addSignInRoutes(context: AppContext, parts: SignInParts): void {
  const { routes, db, audit } = context;
  const { sessions, limits, devices, passwords, maySignOut } = parts;

  routes.add({
    method: 'post',
    path: '/api/v1/session',
    access: 'public',
    summary: 'Sign in; sets the session cookie',
    tag: 'sign-in',
    body: SignIn,
    reply: Me,
    handler: ({ body, request, response, address }) =>
      passwords.inTurn(partyOf(address), async () => {
        const { employeeNo, password } = body;
        const device = await devices.find(request.headers.cookie, employeeNo);
        await mayTry(context, limits, employeeNo, { address, device, response });
        const account = await db.getRepository(AccountSchema).findOneBy({ employeeNo });
        const isRight = await passwords.isRight(password, account?.passwordHash ?? null);
        if (account === null || !isRight || !account.isActive) {
          await limits.fail(address, device);
          await audit({ employeeNo, action: 'signIn.failed', target: employeeNo, address });
          throw new UserError('wrongCredentials');
        }
        await limits.succeed(employeeNo, device);
        const former = await sessions.find(request.headers.cookie, false);
        // Somebody else at this browser must not take away a seat that is talking to a customer.
        if (former !== null && former.employeeNo !== employeeNo) await maySignOut(former, 'now');
        await audit({ employeeNo, action: 'signIn.done', target: employeeNo, address });
        const { token, session } = await sessions.start(account, address);
        // The new cookie replaces the browser's old one, whose session would otherwise live on unseen. It ends after
        // the new one has begun: if both belong to the same person, the seat must not seem abandoned in between.
        if (former !== null) await sessions.end(former, 'signedOut');
        response.cookie(SESSION_COOKIE, token, cookieOptions(request.secure));
        const ownDevice = await devices.remember(request.headers.cookie, employeeNo);
        response.cookie(DEVICE_COOKIE, ownDevice, {
          ...cookieOptions(request.secure),
          maxAge: DEVICE_DAYS * 86_400_000,
        });
        return describeMe(context, session);
      }),
  });

  routes.add({
    method: 'delete',
    path: '/api/v1/session',
    access: 'signedIn',
    summary: 'Sign out; during a call, only after it',
    tag: 'sign-in',
    query: SignOut,
    handler: async ({ session, query, request, response, address }) => {
      if ((await maySignOut(session, query.when)) === 'later') return;
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
    handler: ({ session }) => describeMe(context, session),
  });
}

/** No lifetime of its own: the cookie ends with the browser, the session after its idle time in Redis. */
function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
}
