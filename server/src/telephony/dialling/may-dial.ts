import type { DialingRuleRow } from '@sansheng/shared/tables/telephony/outbound';
import { canonicalNumber, type ReadNumber } from '@sansheng/shared/domain/phone-number';

/** Kinds at the domestic rate. */
const homeKinds = ['mobile', 'landline'];

/**
 * Whether somebody with these rules, one for each of their roles, may dial the number. Without a rule that allows it,
 * nothing is dialled; what one role denies, another may still allow.
 */
export function mayDial(number: ReadNumber, rules: readonly Omit<DialingRuleRow, 'role'>[]): boolean {
  const callee = canonicalNumber(number);
  const beginsWithAny = (prefixes: readonly string[]) =>
    prefixes.some((prefix) => callee.startsWith(prefix) || number.shown.replace(/\D/g, '').startsWith(prefix));
  return rules.some(
    ({ isHomeAllowed, prefixes, denied }) =>
      !beginsWithAny(denied) && ((isHomeAllowed && homeKinds.includes(number.kind)) || beginsWithAny(prefixes)),
  );
}
