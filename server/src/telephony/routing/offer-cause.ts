import type { OfferCause } from '@sansheng/shared/domain/agent-state';

/**
 * Why a seat did not answer within three rings. Only a seat that was there, whose phone rang, and that could have
 * answered has ignored the call.
 */
export function causeOfRingTimeout(seat: {
  isRegistered: boolean;
  hasMicrophone: boolean;
  /** Rung at a telephone number: its browser knows nothing about that. */
  ringsAt: string | null;
  silentForMs: number;
  silentLimitMs: number;
  hasRung: boolean;
}): OfferCause {
  if (seat.ringsAt !== null) return seat.hasRung ? 'ignored' : 'network';
  if (!seat.isRegistered) return 'notRegistered';
  if (!seat.hasMicrophone) return 'noMicrophone';
  if (seat.silentForMs > seat.silentLimitMs) return 'tabFrozen';
  return seat.hasRung ? 'ignored' : 'network';
}

/**
 * Why a seat's channel ended before it was answered, by its Q.850 cause; null when it was Asterisk's own timeout, which
 * is a ring timeout like ours.
 */
export function causeOfSeatHangup(q850: number): OfferCause | null {
  switch (q850) {
    case 0: // No response from the phone at all: Asterisk could not even send the call, for lack of an RTP port, say.
      return 'center';
    case 17: // user busy: 486, 600
    case 21: // call rejected: 403, 603
      return 'declined';
    case 18: // no user responding
    case 19: // no answer
      return null;
    case 1: // unallocated: 404
    case 3: // no route
    case 20: // subscriber absent: no contact
    case 27: // destination out of order
      return 'notRegistered';
    default:
      return 'network';
  }
}
