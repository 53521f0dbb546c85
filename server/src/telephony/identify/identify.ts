import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import type { CollectedDigits } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { CallsStore } from '../calls/index.ts';

export interface IdentifyParts {
  calls: Pick<CallsStore, 'readCall' | 'identifyCall'>;
  findCustomer: (e164: string) => Promise<CustomerCard | null>;
  findByDigits: (collected: CollectedDigits) => Promise<CustomerCard | null>;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  log: Logger;
}

/** Cards of the calls in progress, so that the seat's screen need not wait for the database a second time. */
const CARDS_KEPT = 2000;

/** Finds out who calls: by the number, and by what the caller enters on the keypad. */
export function createIdentification({ calls, findCustomer, findByDigits, plan, log }: IdentifyParts) {
  const cards = new Map<string, CustomerCard | null>();
  function keep(callId: string, card: CustomerCard | null): void {
    cards.set(callId, card);
    if (cards.size > CARDS_KEPT) cards.delete(cards.keys().next().value as string);
  }

  return {
    /** What was found, by call; null: nobody; undefined: it was not looked for on this server. */
    cards: {
      get: (callId: string) => cards.get(callId),
      keep,
      forget: (callId: string): void => void cards.delete(callId),
    },
    /** Runs while the call goes on; one that fails is said to have failed, and what is known by then stays. */
    async lookUp(callId: string, callerNumber: string): Promise<{ customerId: string | null; tier: string | null }> {
      const number = readNumber(callerNumber, plan);
      let card: CustomerCard | null = null;
      let lookUp: 'found' | 'failed' = 'found';
      try {
        card = number.e164 === null ? null : await findCustomer(number.e164);
      } catch (error) {
        log.error({ err: error, callId }, 'the caller could not be looked up');
        lookUp = 'failed';
      }
      if (lookUp === 'found' && !cards.has(callId)) keep(callId, card);
      await calls.identifyCall(
        callId,
        {
          e164: number.e164 ?? '',
          numberKind: number.kind,
          shownNumber: number.shown,
          customerId: card?.customerId ?? '',
          customerName: card?.name ?? '',
          tier: card?.tier ?? '',
        },
        { lookUp },
      );
      return { customerId: card?.customerId ?? null, tier: card?.tier ?? null };
    },
    /** The caller identified themselves by keypad: that outweighs the number they call from. */
    async identifyByDigits(callId: string, collected: CollectedDigits): Promise<void> {
      try {
        const [card, call] = await Promise.all([findByDigits(collected), calls.readCall(callId)]);
        if (card === null || call === null) return;
        keep(callId, card);
        const { customerId, name, tier } = card;
        await calls.identifyCall(callId, { ...call, customerId, customerName: name, tier });
      } catch (error) {
        log.error({ err: error, callId }, 'the digits that a caller entered could not be looked up');
      }
    },
  };
}
export type Identification = ReturnType<typeof createIdentification>;
