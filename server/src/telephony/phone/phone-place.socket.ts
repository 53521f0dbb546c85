import { DESK_PHONE, PlacePhone } from '@sansheng/shared/contracts/telephony/phone';
import { type Role, seatRoles } from '@sansheng/shared/domain/roles';
import type { WriteAudit } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore } from '../agents/index.ts';

/** Where a seat is rung: in its browser, at the telephone on its desk, or at a number that its roles may dial. */
export function phonePlaceFeature(parts: {
  commands: CommandTable;
  agents: AgentsStore;
  dialling: {
    /** Throws UserError where the rules of outbound calls forbid it. */
    checkNumber: (roles: readonly Role[], number: string) => Promise<{ dialled: string }>;
  };
  deskPhones: { isRegistered: (employeeNo: string) => Promise<boolean> };
  audit: WriteAudit;
}): void {
  const { commands, agents } = parts;
  commands.add({
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
      const { result } = await agents.placePhone(employeeNo, number);
      if (result === 'wrongState') throw new UserError(result);
      await parts.audit({
        employeeNo,
        action: 'phone.placeChosen',
        target: number,
        address: session.address,
      });
    },
  });
}
