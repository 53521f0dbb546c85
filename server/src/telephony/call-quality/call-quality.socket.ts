import { ReportQuality, ReportSound } from '@sansheng/shared/contracts/telephony/call-quality';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { LiveState } from '../live-state/index.ts';
import { reportQuality, reportSound } from './call-quality.store.ts';

/** Audio quality measured by seats' browsers, stored with the call and shown to leads. */
export function callQualityFeature({ state, commands }: { state: LiveState; commands: CommandTable }): void {
  commands.add({
    name: 'call.quality',
    access: seatRoles,
    body: ReportQuality,
    isAutomatic: true,
    handle: async ({ body, session }) => {
      const { result } = await reportQuality(state, session.employeeNo, body);
      if (result === 'notYourCall') throw new UserError(result);
    },
  });
  commands.add({
    name: 'call.sound',
    access: seatRoles,
    body: ReportSound,
    isAutomatic: true,
    handle: async ({ body, session }) => {
      const { result } = await reportSound(state, session.employeeNo, body);
      if (result === 'notYourCall') throw new UserError(result);
    },
  });
}
