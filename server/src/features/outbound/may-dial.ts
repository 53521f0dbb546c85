import type { DialingRuleRow } from '@sansheng/shared/db';
import type { ReadNumber } from '@sansheng/shared/domain/phone-number';

/** Kinds that cost what a call within the country costs. */
const homeKinds = ['mobile', 'landline'];

/** What prefixes are compared with, and what limits and the do-not-call list go by. */
export function calleeOf({ e164, shown }: ReadNumber): string {
  return e164 ?? shown.replace(/[^\d+]/g, '');
}

/**
 * Whether somebody with these rules, one for each of their roles, may dial the number. Without a rule that allows it
 * nothing is dialled; what one role denies another may still allow.
 */
export function mayDial(number: ReadNumber, rules: readonly Omit<DialingRuleRow, 'role'>[]): boolean {
  const callee = calleeOf(number);
  const beginsWithAny = (prefixes: readonly string[]) =>
    prefixes.some((prefix) => callee.startsWith(prefix) || number.shown.replace(/\D/g, '').startsWith(prefix));
  return rules.some(
    ({ isHomeAllowed, prefixes, denied }) =>
      !beginsWithAny(denied) && ((isHomeAllowed && homeKinds.includes(number.kind)) || beginsWithAny(prefixes)),
  );
}
