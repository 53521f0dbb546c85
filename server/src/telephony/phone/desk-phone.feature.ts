import type { AppContext } from '../../platform/app-context.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { createDeskPhones, type DeskPhoneSwitch } from './desk-phone.ari.ts';
import { addDeskPhoneRoutes } from './desk-phone.routes.ts';

/** Telephones on seats' desks. */
export function deskPhoneFeature({
  context,
  ari,
  node,
}: {
  context: AppContext;
  ari: DeskPhoneSwitch;
  node: Pick<NodeHooks, 'onAdopt'>;
}) {
  const deskPhones = createDeskPhones(ari, context.db);
  addDeskPhoneRoutes(context, deskPhones);
  node.onAdopt(
    'beforeCalls',
    'deskPhones',
    ({ isTakeover, hasAsteriskRestarted }) => (isTakeover || hasAsteriskRestarted) && deskPhones.pushAll(),
  );
  return { isRegistered: (employeeNo: string) => deskPhones.isRegistered(employeeNo) };
}
