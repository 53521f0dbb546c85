import { partyOf } from '@sansheng/shared/addresses';
import { createHash } from 'node:crypto';
import {
  Center,
  ChangePassword,
  FirstAdministrator,
  Me,
  SignIn,
  SignOut,
  type SignOutWhen,
} from '@sansheng/shared/contracts/people/sign-in';
import { inTransaction } from '@sansheng/shared/db';
import { AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import { SetUpLinkSchema } from '@sansheng/shared/tables/people/sign-in';
import type { Role } from '@sansheng/shared/domain/roles';
import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { type RouteCall, type Session, UserError } from '../../platform/http/routes.ts';
import type { AttemptLimits } from './attempt-limits.store.ts';
import { endTokensOf } from './end-tokens.store.ts';
import { DEVICE_COOKIE, DEVICE_DAYS, type KnownDevices } from './known-devices.store.ts';
import { hashPassword, mustBeStrong, type PasswordCheck } from './password.ts';
import { SESSION_COOKIE, type SessionStore } from './session.store.ts';

type Asking = RouteCall<unknown, unknown, unknown>['request'];
type Reply = RouteCall<unknown, unknown, unknown>['response'];
/** Whether a session may end now, or ends by itself later. Throws UserError('onCall') when neither. */
export type MaySignOut = (session: Session, when: SignOutWhen | undefined) => Promise<'now' | 'later'>;

export function addSignInRoutes(
  { routes, db, env, audit, log }: AppContext,
  parts: {
    sessions: SessionStore;
    limits: AttemptLimits;
    devices: KnownDevices;
    passwords: PasswordCheck;
    maySignOut: MaySignOut;
  },
): void {
  const { sessions, limits, devices, passwords, maySignOut } = parts;

  async function describeMe(session: Session): Promise<Me> {
    const { employeeNo, name, roles, teamId, csrfToken, mustChangePassword = false } = session;
    const team = teamId === null ? null : await db.getRepository(TeamSchema).findOneBy({ teamId });
    return {
      employeeNo,
      name,
      roles,
      teamId,
      teamName: team?.name ?? null,
      csrfToken,
      mustChangePassword,
      demonstration: env.DEMONSTRATION,
      ringCycleMs: env.RING_CYCLE_MS,
      timeZone: env.CENTER_TIME_ZONE,
      serverNowMs: Date.now(),
    };
  }

  /** Throws `tooManyAttempts` or `accountLocked`, with the time until the next attempt. */
  async function mayTry(
    employeeNo: string,
    { address, device, response }: { address: string; device: string | null; response: Reply },
  ): Promise<void> {
    const refusal = await limits.begin(employeeNo, address, device);
    if (refusal === null) return;
    const { code, retryAfterSeconds, isFirst } = refusal;
    log.info({ employeeNo, address, code }, 'sign-in throttled');
    if (isFirst) await audit({ employeeNo, action: 'signIn.locked', target: employeeNo, address });
    response.set('Retry-After', String(retryAfterSeconds));
    throw new UserError(code, { retryAfterSeconds });
  }
  async function rememberDevice(employeeNo: string, request: Asking, response: Reply): Promise<void> {
    const device = await devices.remember(request.headers.cookie, employeeNo);
    const options = { ...cookieOptions(request.secure), maxAge: DEVICE_DAYS * 86_400_000 };
    response.cookie(DEVICE_COOKIE, device, options);
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
      passwords.inTurn(partyOf(address), async () => {
        const { employeeNo, password } = body;
        const device = await devices.find(request.headers.cookie, employeeNo);
        await mayTry(employeeNo, { address, device, response });
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
        await rememberDevice(employeeNo, request, response);
        return describeMe(session);
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
    handler: ({ session }) => describeMe(session),
  });

  routes.add({
    method: 'put',
    path: '/api/v1/me/password',
    access: 'signedIn',
    summary: "Change one's own password; all other sessions end, and the tokens of the API if so wished",
    tag: 'sign-in',
    body: ChangePassword,
    reply: Me,
    handler: ({ body, session, request, response, address }) =>
      passwords.inTurn(partyOf(address), async () => {
        const { employeeNo } = session;
        const { currentPassword, newPassword, endsTokens } = body;
        // Whoever finds an unlocked page must not be able to guess the password with it.
        const device = await devices.find(request.headers.cookie, employeeNo);
        await mayTry(employeeNo, { address, device, response });
        const accounts = db.getRepository(AccountSchema);
        const account = await accounts.findOneByOrFail({ employeeNo });
        if (!(await passwords.isRight(currentPassword, account.passwordHash))) {
          await limits.fail(address, device);
          await audit({ employeeNo, action: 'account.passwordRefused', target: employeeNo, address });
          throw new UserError('wrongCredentials', { field: 'currentPassword', status: 400 });
        }
        await limits.succeed(employeeNo, device);
        mustBeStrong(newPassword, employeeNo, 'newPassword');
        if (newPassword === currentPassword) throw new UserError('passwordSame', { field: 'newPassword' });
        const passwordHash = await hashPassword(newPassword);
        // And once more after the commit: neither a server that dies between the two nor a Redis that is away leaves a
        // session of the old password beside the new one.
        await sessions.endAllOf(employeeNo, 'expired', session.tokenHash);
        await inTransaction(db, async (write) => {
          await write.getRepository(AccountSchema).update({ employeeNo }, { passwordHash, mustChangePassword: false });
          const tokensEnded = endsTokens ? await endTokensOf(write, employeeNo) : 0;
          await audit(
            { employeeNo, action: 'account.passwordChanged', target: employeeNo, address, detail: { tokensEnded } },
            write,
          );
        });
        await sessions.endAllOf(employeeNo, 'expired', session.tokenHash);
        await sessions.update({ ...account, mustChangePassword: false });
        return describeMe({ ...session, mustChangePassword: false });
      }),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/first-administrator',
    access: 'public',
    summary: 'Creates the first administrator account, with the link that the first start of a center prints',
    tag: 'sign-in',
    body: FirstAdministrator,
    handler: ({ body, address, response }) =>
      passwords.inTurn(partyOf(address), async () => {
        const { token, employeeNo, name, password } = body;
        const tokenHash = createHash('sha256').update(token).digest('hex');
        const links = db.getRepository(SetUpLinkSchema);
        const isOpen = { tokenHash, endsAtMs: MoreThan(Date.now()) };
        if (!(await links.existsBy(isOpen))) throw new UserError('setUpLinkGone');
        mustBeStrong(password, employeeNo, 'password');
        const passwordHash = await hashPassword(password);
        await inTransaction(db, async (write) => {
          // If two arrive at once, the second finds the link used.
          const used = await write.getRepository(SetUpLinkSchema).delete(isOpen);
          if (used.affected !== 1 || (await hasAdministrator(write))) throw new UserError('setUpLinkGone');
          const accounts = write.getRepository(AccountSchema);
          if (await accounts.existsBy({ employeeNo })) throw new UserError('conflict', { field: 'employeeNo' });
          const roles: Role[] = ['admin'];
          await accounts.insert({
            employeeNo,
            name,
            roles,
            teamId: null,
            passwordHash,
            mustChangePassword: false,
            isActive: true,
          });
          await audit(
            { employeeNo, action: 'account.firstAdministrator', target: employeeNo, address, detail: { name } },
            write,
          );
        });
        log.info({ employeeNo, address }, 'the first administrator account was created');
        response.status(204).end();
      }),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/center',
    access: 'public',
    summary: 'What a page may know before sign-in',
    tag: 'sign-in',
    reply: Center,
    handler: async () => ({
      demonstration: env.DEMONSTRATION,
      ringCycleMs: env.RING_CYCLE_MS,
      needsAdministrator: !(await hasAdministrator(db)),
    }),
  });
}

async function hasAdministrator(db: DataSource | EntityManager): Promise<boolean> {
  const accounts = await db.getRepository(AccountSchema).find({ select: { roles: true }, where: { isActive: true } });
  return accounts.some(({ roles }) => roles.includes('admin'));
}

/** No lifetime of its own: the cookie ends with the browser, the session after its idle time in Redis. */
function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
}
