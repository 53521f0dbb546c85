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

/** Pages in the order of the navigation. */
export const pageAccess = {
  live: access.live,
  reports: access.reports,
  desk: access.seat,
  calls: access.calls,
  customers: access.customers,
  matters: access.matters,
  callbacks: access.callbacks,
  voicemails: access.voicemails,
  admin: access.administration,
} as const satisfies Record<string, readonly Role[]>;
export type Page = keyof typeof pageAccess;

export function pagesOf(who: { roles: readonly Role[] }): Page[] {
  return (Object.keys(pageAccess) as Page[]).filter((page) => may(who, pageAccess[page]));
}

/** Where a person begins; the own account is open to everybody. */
export function homeOf(who: { roles: readonly Role[] }): Page | 'account' {
  const pages = pagesOf(who);
  if (pages.includes('admin')) return 'admin';
  if (who.roles.includes('supervisor')) return 'reports';
  if (who.roles.includes('lead')) return 'live';
  if (pages.includes('desk')) return 'desk';
  return (['calls', 'matters', 'customers'] as const).find((page) => pages.includes(page)) ?? pages[0] ?? 'account';
}
