import { createHash } from 'node:crypto';
import { partyOf } from '@sansheng/shared/addresses';
import { Center, FirstAdministrator } from '@sansheng/shared/contracts/people/sign-in';
import { inTransaction } from '@sansheng/shared/db';
import type { Role } from '@sansheng/shared/domain/roles';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { SetUpLinkSchema } from '@sansheng/shared/tables/people/sign-in';
import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { hashPassword, mustBeStrong, type PasswordCheck } from './password.ts';

/** A center without an administrator is set up by a link. */
export function addFirstAdministratorRoutes(
  { routes, db, env, audit, log }: AppContext,
  passwords: PasswordCheck,
): void {
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
