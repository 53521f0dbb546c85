import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import type { CallRow } from '@sansheng/shared/tables/records/call-records';
import { readNumber } from '@sansheng/shared/domain/phone-number';
import type { CallsStore, EventTail, Identification, LiveCall, QueueSettings } from '../../telephony/index.ts';

export interface ScreenPopParts {
  calls: CallsStore;
  queues: QueueSettings;
  /** Who calls, as the look-up has found. */
  cards: Identification['cards'];
  findById: (customerId: string) => Promise<CustomerCard | null>;
  /** The record of a call that has ended. */
  findRecord: (
    callId: string,
  ) => Promise<Pick<
    CallRow,
    'agentId' | 'callerNumber' | 'queueId' | 'hotline' | 'arrivedAtMs' | 'direction' | 'customerId'
  > | null>;
  nameOf: (agentId: string) => Promise<string | null>;
  center: { country: string; areaCode: string };
}

/** Shows the customer on the seat's screen as its phone rings. */
export function createScreenPop(parts: ScreenPopParts) {
  const { calls, queues, cards, findById, center } = parts;

  function isOn(call: LiveCall, agentId: string): boolean {
    return (
      call.agentId === agentId ||
      call.rings.some((ring) => ring.agentId === agentId) ||
      call.legs.some((leg) => leg.who === agentId)
    );
  }

  /** Both sides of a call between seats see the same two names; during a transfer, the last partner. */
  async function colleagueOf({ agentId, transferredBy, calleeId }: LiveCall): Promise<ScreenPop['colleague']> {
    const callerId = agentId ?? transferredBy ?? '';
    const [callerName, calleeName] = await Promise.all([callerId, calleeId].map((one) => parts.nameOf(one ?? '')));
    return {
      callerId,
      callerName: callerName ?? '',
      calleeId: calleeId ?? '',
      calleeName: calleeName ?? '',
    };
  }

  async function open(call: LiveCall, offerGen = call.talkingGen ?? call.offerGen): Promise<ScreenPop> {
    let card = cards.get(call.callId);
    if (card === undefined && call.lookup === 'known') {
      card = call.customerId === null ? null : await findById(call.customerId);
      cards.keep(call.callId, card);
    }
    const number = readNumber(call.callerNumber, center);
    return {
      callId: call.callId,
      offerGen,
      queueId: call.queueId ?? '',
      queueName: queues.queue(call.queueId ?? '')?.name ?? '',
      hotline: call.hotline,
      callerNumber: number.shown,
      numberKind: number.kind,
      arrivedAtMs: call.arrivedAtMs,
      isCallback: call.isCallback,
      direction: call.direction,
      colleague: call.direction === 'internal' ? await colleagueOf(call) : null,
      lookup: call.lookup,
      customer: card ?? null,
      language: call.language,
      collected: call.collected,
    };
  }

  return {
    /**
     * A seat states who its caller is: somebody it has found, or whose file it has just opened or changed. During the call or afterwards; the record follows. Returns whether this seat has such a call.
     */
    async identifyBySeat(callId: string, card: CustomerCard, agentId: string): Promise<boolean> {
      const call = await calls.readCall(callId);
      if (call !== null && !isOn(call, agentId)) return false;
      const record = call === null ? await parts.findRecord(callId) : null;
      if (call === null && record?.agentId !== agentId) return false;
      const number = readNumber(call?.callerNumber ?? record?.callerNumber ?? '', center);
      cards.keep(callId, card);
      await calls.identifyCall(
        callId,
        {
          e164: number.e164 ?? '',
          numberKind: number.kind,
          shownNumber: number.shown,
          customerId: card.customerId,
          customerName: card.name,
          tier: card.tier,
        },
        { agentId },
      );
      return true;
    },
    open,
    /**
     * Screen for a call in wrap-up, built from its record. Null while the record is missing, and for internal calls.
     */
    async openEnded(callId: string): Promise<ScreenPop | null> {
      const record = await parts.findRecord(callId);
      if (record === null || record.direction === 'internal') return null;
      const { queueId, hotline, arrivedAtMs, direction, customerId } = record;
      const number = readNumber(record.callerNumber, center);
      return {
        callId,
        offerGen: 0,
        queueId: queueId ?? '',
        queueName: queues.queue(queueId ?? '')?.name ?? '',
        hotline,
        callerNumber: number.shown,
        numberKind: number.kind,
        arrivedAtMs,
        isCallback: direction === 'callback',
        direction,
        colleague: null,
        lookup: 'known',
        customer: customerId === null ? null : await findById(customerId),
        language: null,
        collected: [],
      };
    },
    /** Sends the screen to the seat: with the offer, and again if the look-up finishes later. */
    follow(
      tail: EventTail,
      isHere: (agentId: string) => boolean,
      show: (agentId: string, pop: ScreenPop) => void,
    ): void {
      for (const type of ['routing.offered', 'leg.added'] as const) {
        tail.on(type, async ({ callId, agentId, data }) => {
          const call = isHere(agentId) ? await calls.readCall(callId) : null;
          if (call !== null && isOn(call, agentId)) show(agentId, await open(call, data.offerGen));
        });
      }
      // A colleague is rung without an offer, directly or by a transfer.
      for (const type of ['outbound.dialled', 'call.takenOver'] as const) {
        tail.on(type, async ({ callId }) => {
          const call = await calls.readCall(callId);
          if (call === null) return;
          const pop = await open(call);
          for (const agentId of [call.agentId, call.calleeId]) if (agentId !== null) show(agentId, pop);
        });
      }
      tail.on('call.identified', async ({ callId, agentId, data }) => {
        // The seat may be referring to a file that was changed through another server.
        const known = cards.get(callId);
        if (known !== undefined && (agentId !== '' || known?.customerId !== (data.customerId || undefined))) {
          cards.forget(callId);
        }
        const call = await calls.readCall(callId);
        if (call === null) return;
        for (const ring of call.rings) show(ring.agentId, await open(call, ring.offerGen));
        if ((call.state === 'talking' || call.state === 'dialling') && call.agentId !== null)
          show(call.agentId, await open(call));
        // A participant may get the call next.
        for (const leg of call.legs) if (leg.kind === 'seat') show(leg.who, await open(call, leg.offerGen));
      });
      tail.on('call.ended', ({ callId }) => {
        cards.forget(callId);
      });
    },
  };
}
export type ScreenPops = ReturnType<typeof createScreenPop>;
