/**
 * Who may do what. Checked by the routes that do it and by the pages and buttons that offer it, so that no page refuses
 * its reader. How much of one call or one customer a person sees is decided elsewhere (`customer-access.ts`).
 */
import { gather } from '../contracts/gather.ts';
import { type Role, seatRoles } from './roles.ts';

export const access = {
  seat: seatRoles,
  /** Settings of the center: who reads them, which of them leads read too, and who changes them. */
  settings: ['admin', 'supervisor'],
  settingsOfLeads: ['admin', 'supervisor', 'lead'],
  administration: ['admin'],
  ...gather('Access'),
} as const satisfies Record<string, readonly Role[]>;

export function may(who: { roles: readonly Role[] }, right: readonly Role[]): boolean {
  return who.roles.some((role) => right.includes(role));
}
