import { DESK_PHONE, PlacePhone } from '@sansheng/shared/contracts/telephony/phone';
import { type Role, seatRoles } from '@sansheng/shared/domain/roles';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { AgentsStore } from '../agents/index.ts';

/** Where a seat is rung: in its browser, at the telephone on its desk, or at a number that its roles may dial. */
export function phonePlaceFeature(parts: {
  context: Pick<AppContext, 'commands' | 'audit' | 'log'>;
  agents: AgentsStore;
  dialling: {
    /** Throws UserError where the rules of outbound calls forbid it. */
    checkNumber: (roles: readonly Role[], number: string) => Promise<{ dialled: string }>;
  };
  deskPhones: { isRegistered: (employeeNo: string) => Promise<boolean> };
}): void {
  const { context, agents } = parts;
  context.commands.add({
    name: 'phone.place',
    access: seatRoles,
    body: PlacePhone,
    handle: async ({ body, session }) => {
      const { employeeNo } = session;
      if (body.number === DESK_PHONE && !(await parts.deskPhones.isRegistered(employeeNo)))
        throw new UserError('phoneNotRegistered');
      const isNumber = body.number !== null && body.number !== DESK_PHONE;
      const number = isNumber
        ? (await parts.dialling.checkNumber(session.roles, body.number ?? '')).dialled
        : (body.number ?? '');
      const { address } = session;
      await auditedAct(context, { employeeNo, action: 'phone.placeChosen', target: number, address }, async () => {
        const { result } = await agents.placePhone(employeeNo, number);
        if (result === 'wrongState') throw new UserError(result);
      });
    },
  });
}
