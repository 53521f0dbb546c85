import { access, may } from '@sansheng/shared/domain/access';
import { maskNumber } from '@sansheng/shared/domain/masked-number';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import type { Role } from '@sansheng/shared/domain/roles';

/** A stored number as this person may see it: written as in the center's country, its middle hidden by role. */
export function shownNumber(stored: string, country: string, roles: readonly Role[]): string {
  const shown = showNumber(stored, country);
  return may({ roles }, access.customerNumbers) ? shown : maskNumber(shown);
}
