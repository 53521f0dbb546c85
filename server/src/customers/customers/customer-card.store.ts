/** A customer's file as one person may see it. */
import type { CustomerCard, CustomerSummary } from '@sansheng/shared/contracts/customers/customers';
import { sightOf } from '@sansheng/shared/domain/customer-access';
import { maskNumber } from '@sansheng/shared/domain/masked-number';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sightFor } from './customer-sight.store.ts';
import { findCustomer } from './customers.store.ts';
import { shownNumber } from './shown-number.ts';

type Center = Pick<AppContext, 'db' | 'env'>;

/** The card as this person may see it. Throws `notFound` for a hidden one, so that its existence is not revealed. */
export async function cardFor({ db, env }: Center, session: Session, customerId: string): Promise<CustomerCard> {
  const card = await findCustomer(db, customerId, env.CENTER_COUNTRY);
  const sight = card === null ? 'hidden' : await sightFor(db, session, card);
  if (card === null || sight === 'hidden') throw new UserError('notFound');
  if (sight === 'whole') {
    return { ...card, numbers: card.numbers.map((number) => shownNumber(number, env.CENTER_COUNTRY, session.roles)) };
  }
  return {
    ...card,
    isWhole: false,
    numbers: card.numbers.map(maskNumber),
    addresses: [],
    references: [],
    note: '',
    lastCalls: card.lastCalls.map((call) => ({ ...call, note: '' })),
  };
}

export async function mustSeeWhole(center: Center, session: Session, customerId: string): Promise<CustomerCard> {
  const card = await cardFor(center, session, customerId);
  if (!card.isWhole) throw new UserError('notAllowed');
  return card;
}

/** A list does not check whom this person has served, so confidential customers stay masked in it. */
export function summaryFor({ env }: Pick<Center, 'env'>, session: Session, summary: CustomerSummary): CustomerSummary {
  const isWhole = sightOf(summary, session, false) === 'whole';
  const show = (number: string) =>
    isWhole
      ? shownNumber(number, env.CENTER_COUNTRY, session.roles)
      : maskNumber(showNumber(number, env.CENTER_COUNTRY));
  return { ...summary, numbers: summary.numbers.map(show) };
}
