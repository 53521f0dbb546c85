import { DialColleague, DialNumber } from '@sansheng/shared/contracts/telephony/outbound';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { Outbound } from './outbound.feature.ts';

/** What a seat's browser may ask for: a call to a number, or to a colleague. */
export function addOutboundCommands(commands: CommandTable, outbound: Outbound): void {
  commands.add({
    name: 'call.dial',
    access: seatRoles,
    body: DialNumber,
    handle: async ({ body, session }) => ({
      callId: await outbound.dial({ agentId: session.employeeNo, roles: session.roles }, body),
    }),
  });
  commands.add({
    name: 'call.dialColleague',
    access: seatRoles,
    body: DialColleague,
    handle: async ({ body, session }) => ({
      callId: await outbound.dialColleague(session.employeeNo, body.employeeNo),
    }),
  });
}
