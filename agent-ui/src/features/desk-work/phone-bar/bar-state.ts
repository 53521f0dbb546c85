import type { BarCall, BarEvent, BarState, PopField } from '@sansheng/shared/contracts/desk-work/phone-bar';
import type { SeatView } from '../desk/seat-store.ts';

/** What the bar shows of a seat; null until its desk is loaded. */
export function barStateOf({ desk, screenPop }: SeatView, nowMs: number): BarState | null {
  if (desk === null) return null;
  const { offer, call, wrapUp } = desk;
  const callId = offer?.callId ?? call?.callId ?? wrapUp?.callId;
  // The customer's screen arrives separately from the desk: what is missing is left out.
  const pop = screenPop?.callId === callId ? screenPop : null;
  const other = pop?.colleague?.calleeId === desk.agentId ? pop.colleague.callerId : pop?.colleague?.calleeId;
  return {
    agentId: desk.agentId,
    state: desk.state,
    reason: desk.reason,
    call:
      pop === null
        ? null
        : {
            callId: pop.callId,
            direction: pop.direction,
            number: other ?? pop.callerNumber,
            customerId: pop.customer?.customerId ?? '',
            queueId: pop.queueId,
          },
    mayAnswer: offer !== null && desk.phone.ringsAt === null,
    isDialling: call?.isDialling ?? false,
    isHeld: call !== null && call.heldSinceMs !== null,
    lastedMs: Math.max(0, nowMs - desk.sinceMs),
  };
}

/** Whether the look-up of the caller has finished: a page about nobody is useless. */
export const isLookedUp = ({ screenPop }: SeatView): boolean => screenPop === null || screenPop.lookup !== 'pending';

/** A site's address for a caller, with its fields filled in and encoded. */
export function fillPopUrl(template: string, call: BarCall, agentId: string): string {
  const fields: Record<PopField, string> = { ...call, agentId };
  return template.replaceAll(/\{(\w+)\}/g, (_all, name: PopField) => encodeURIComponent(fields[name] ?? ''));
}

/**
 * What has happened between two states, in the order in which a page should learn it. An offer is announced once its
 * caller has been looked up (`isKnown`), or it is answered; then the page can show the caller.
 */
export function eventsBetween(
  told: Told,
  now: BarState,
  isKnown: boolean,
): { events: [BarEvent, BarCall][]; told: Told } {
  const events: [BarEvent, BarCall][] = [];
  let { call, event } = told;
  const step = (next: BarEvent, about: BarCall) => {
    events.push([next, about]);
    event = next === 'ended' ? null : next;
    call = next === 'ended' ? null : about;
  };
  const isOn = now.state === 'offered' || now.state === 'talking';
  const isAnother = now.call !== null && now.call.callId !== call?.callId;
  if (call !== null && (!isOn || isAnother)) step('ended', call);
  if (isOn && now.call !== null) {
    if (now.isDialling) {
      if (event !== 'dialling') step('dialling', now.call);
    } else if (now.state === 'offered') {
      if (event === null && isKnown) step('offered', now.call);
    } else if (event !== 'answered') {
      if (event === null && now.call.direction === 'inbound') step('offered', now.call);
      step('answered', now.call);
    }
  }
  return { events, told: { call, event } };
}
/** The call that a page was told about, and what it was told. */
export interface Told {
  call: BarCall | null;
  event: BarEvent | null;
}
export const nothingTold: Told = { call: null, event: null };
