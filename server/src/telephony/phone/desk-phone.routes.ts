import { DeskPhone, DeskPhoneAccount } from '@sansheng/shared/contracts/telephony/phone';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { UserError } from '../../platform/http/routes.ts';
import type { DeskPhones } from './desk-phone.ari.ts';
import { deskSipUser } from './phone-objects.ts';

/** A seat's own account for the telephone on its desk. */
export function addDeskPhoneRoutes(context: AppContext, phones: DeskPhones): void {
  const { routes, env } = context;
  const path = '/api/v1/phone/desk-phone';
  const server = env.DESK_PHONE_SERVER;

  routes.add({
    method: 'get',
    path,
    access: seatRoles,
    summary: "The account of the seat's desk phone, and whether it is registered",
    tag: 'phone',
    reply: DeskPhone,
    handler: async ({ session: { employeeNo } }) => {
      const madeAtMs = await phones.madeAtMs(employeeNo);
      const isRegistered = madeAtMs !== null && (await phones.isRegistered(employeeNo));
      return { server, sipUser: deskSipUser(employeeNo), madeAtMs, isRegistered };
    },
  });

  routes.add({
    method: 'post',
    path,
    access: seatRoles,
    summary: 'Creates the account, or a new password for it; it is shown only this once',
    tag: 'phone',
    reply: DeskPhoneAccount,
    showsSecret: true,
    handler: async ({ session: { employeeNo }, address, response }) => {
      if (server === '') throw new UserError('notAllowed', { detail: 'this center has no desk phones' });
      const sipUser = deskSipUser(employeeNo);
      const note = { employeeNo, action: 'phone.deskPhoneMade', target: sipUser, address } as const;
      const sipPassword = await auditedAct(context, note, () => phones.make(employeeNo));
      response.status(201);
      return { server, sipUser, sipPassword };
    },
  });

  routes.add({
    method: 'delete',
    path,
    access: seatRoles,
    summary: 'Deletes the account; the telephone is no longer registered',
    tag: 'phone',
    handler: async ({ session: { employeeNo }, address }) => {
      const target = deskSipUser(employeeNo);
      const note = { employeeNo, action: 'phone.deskPhoneRemoved', target, address } as const;
      await auditedAct(context, note, () => phones.remove(employeeNo));
    },
  });
}
