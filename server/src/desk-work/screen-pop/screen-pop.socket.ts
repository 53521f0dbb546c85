import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { IdentifyCaller } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { sightOf } from '@sansheng/shared/domain/customer-access';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { WriteAudit } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { ScreenPops } from './screen-pop.ts';

export function addScreenPopCommands(
  commands: CommandTable,
  {
    screenPops,
    findCustomer,
    hasServed,
    audit,
  }: {
    screenPops: ScreenPops;
    findCustomer: (customerId: string) => Promise<CustomerCard | null>;
    hasServed: (customerId: string, employeeNo: string) => Promise<boolean>;
    audit: WriteAudit;
  },
): void {
  commands.add({
    name: 'screenPop.identify',
    access: seatRoles,
    body: IdentifyCaller,
    handle: async ({ body: { callId, customerId }, session }) => {
      const card = await findCustomer(customerId);
      // A file that this seat cannot search for must not be opened by guessing its id.
      const isHidden = async (found: CustomerCard) =>
        sightOf(found, session, false) === 'hidden' && !(await hasServed(customerId, session.employeeNo));
      if (card === null || (await isHidden(card))) {
        throw new UserError('notFound', { field: 'customerId' });
      }
      const { employeeNo, address } = session;
      if (!(await screenPops.identifyBySeat(callId, card, employeeNo))) throw new UserError('notYourCall');
      await audit({ employeeNo, action: 'customers.linked', target: card.customerId, address, detail: { callId } });
    },
  });
}
