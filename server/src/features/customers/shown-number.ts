import { maskNumber } from '@sansheng/shared/domain/masked-number';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import type { Role } from '@sansheng/shared/domain/roles';

/** Who calls customers back needs their numbers; nobody else sees them whole. */
const rolesThatCall: readonly Role[] = ['agent', 'lead', 'supervisor', 'complaint_handler', 'telesales', 'dispatcher'];

export function mayCall(roles: readonly Role[]): boolean {
  return roles.some((role) => rolesThatCall.includes(role));
}

/** A stored number as this person may see it: written as in the center's country, its middle hidden by role. */
export function shownNumber(stored: string, country: string, roles: readonly Role[]): string {
  const shown = showNumber(stored, country);
  return mayCall(roles) ? shown : maskNumber(shown);
}
