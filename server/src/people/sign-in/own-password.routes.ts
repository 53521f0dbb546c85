import { partyOf } from '@sansheng/shared/addresses';
import { ChangePassword, Me } from '@sansheng/shared/contracts/people/sign-in';
import { inTransaction } from '@sansheng/shared/db';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { describeMe } from './describe-me.store.ts';
import { endTokensOf } from './end-tokens.store.ts';
import { mayTry } from './may-try.ts';
import { hashPassword, mustBeStrong } from './password.ts';
import type { SignInParts } from './sign-in.routes.ts';

export function addOwnPasswordRoute(context: AppContext, parts: Omit<SignInParts, 'maySignOut'>): void {
  const { routes, db, audit } = context;
  const { sessions, limits, devices, passwords } = parts;
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
        await mayTry(context, limits, employeeNo, { address, device, response });
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
        return describeMe(context, { ...session, mustChangePassword: false });
      }),
  });
}
