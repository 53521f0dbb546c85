import { Account, AccountEdit, AccountLocks } from '@sansheng/shared/contracts/people/accounts';
import { EmployeeNo } from '@sansheng/shared/contracts/people/sign-in';
import { access } from '@sansheng/shared/domain/access';
import { type AccountRow, AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import { z } from 'zod';
import { endTokensOf, hashPassword, mustBeStrong, type SignIn } from '../../people/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, hold } from '../../settings/index.ts';

export function addAccountRoutes(context: AppContext, { sessions, limits }: Pick<SignIn, 'sessions' | 'limits'>): void {
  const mustSignInAgain = (row: AccountRow, former: AccountRow) =>
    !row.isActive || row.passwordHash !== former.passwordHash;
  const endWhatItOpened = async (row: AccountRow, former: AccountRow) => {
    if (row.passwordHash !== former.passwordHash) await limits.unlock(row.employeeNo);
    if (mustSignInAgain(row, former)) await sessions.endAllOf(row.employeeNo, 'expired');
  };
  addSettingRoutes(context, {
    path: 'accounts',
    singular: 'account',
    schema: AccountSchema,
    idField: 'employeeNo',
    edit: AccountEdit,
    view: Account,
    toRow: async ({ password, ...edit }, former, session) => {
      // A center whose last administrator locked themselves out cannot be repaired from within.
      if (edit.employeeNo === session.employeeNo && !(edit.isActive && edit.roles.includes('admin'))) {
        throw new UserError('conflict', {
          field: 'roles',
          detail: 'administrators cannot remove their own administrator role',
        });
      }
      if (password !== undefined) mustBeStrong(password, edit.employeeNo, 'password');
      const passwordHash = password === undefined ? former?.passwordHash : await hashPassword(password);
      if (passwordHash === undefined) throw new UserError('badRequest', { field: 'password' });
      const mustChangePassword =
        password === undefined ? (former?.mustChangePassword ?? false) : edit.employeeNo !== session.employeeNo;
      return { ...edit, passwordHash, mustChangePassword };
    },
    removal: 'deactivate',
    within: async (into, row, former) => {
      if (row.teamId !== null && (await hold(into, TeamSchema, { teamId: row.teamId })).length === 0)
        throw new UserError('badRequest', { field: 'teamId', detail: 'no such team' });
      if (former === null) return;
      if (row.passwordHash !== former.passwordHash) await endTokensOf(into, row.employeeNo);
    },
    // Before it is saved, and once more after: a server that dies in between leaves nobody signed in with outdated rights,
    // and without Redis the change is refused as a whole.
    beforehand: endWhatItOpened,
    changed: async (row, former) => {
      if (former === null) return;
      if (mustSignInAgain(row, former)) await endWhatItOpened(row, former);
      else await sessions.update(row);
    },
  });
}

export function addAccountLockRoutes(context: AppContext, limits: SignIn['limits']): void {
  const { routes, db } = context;
  routes.add({
    method: 'get',
    path: '/api/v1/admin/account-locks',
    access: access.administration,
    summary: 'Accounts locked by wrong passwords, and until when',
    tag: 'admin',
    reply: AccountLocks,
    handler: async () => {
      const accounts = await db.getRepository(AccountSchema).find({ select: { employeeNo: true } });
      const found = await Promise.all(
        accounts.map(async ({ employeeNo }) => ({ employeeNo, untilMs: await limits.lockedUntilMs(employeeNo) })),
      );
      return { locks: found.flatMap(({ employeeNo, untilMs }) => (untilMs === null ? [] : [{ employeeNo, untilMs }])) };
    },
  });
  routes.add({
    method: 'delete',
    path: '/api/v1/admin/accounts/:employeeNo/lock',
    access: access.administration,
    summary: 'Unlock an account that was locked by wrong passwords',
    tag: 'admin',
    params: z.object({ employeeNo: EmployeeNo }),
    handler: async ({ params: { employeeNo }, session, address }) => {
      if (!(await db.getRepository(AccountSchema).existsBy({ employeeNo }))) throw new UserError('notFound');
      const note = { employeeNo: session.employeeNo, action: 'account.unlocked', target: employeeNo, address } as const;
      await auditedAct(context, note, () => limits.unlock(employeeNo));
    },
  });
}
