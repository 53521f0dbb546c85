import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { IdentifyCaller } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { sightOf } from '@sansheng/shared/domain/customer-access';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { ScreenPops } from './screen-pop.ts';

export function addScreenPopCommands(
  context: Pick<AppContext, 'commands' | 'audit' | 'log'>,
  {
    screenPops,
    findCustomer,
    hasServed,
  }: {
    screenPops: ScreenPops;
    findCustomer: (customerId: string) => Promise<CustomerCard | null>;
    hasServed: (customerId: string, employeeNo: string) => Promise<boolean>;
  },
): void {
  context.commands.add({
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
      const note = { employeeNo, action: 'customers.linked', target: customerId, address, detail: { callId } } as const;
      await auditedAct(context, note, async () => {
        if (!(await screenPops.identifyBySeat(callId, card, employeeNo))) throw new UserError('notYourCall');
      });
    },
  });
}
