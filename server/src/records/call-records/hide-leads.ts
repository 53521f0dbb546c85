import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';

type Part = Pick<CallDetail, 'legs' | 'qualities' | 'timeline'>;

/**
 * What a seat sees of a call if the center hides leads who listen or whisper: neither such a leg nor what happened on
 * it. A lead is shown who was heard by the customer at the end, took the call over, or came to a seat that had asked
 * for help; and each lead sees their own legs.
 */
export function hideLeads<Call extends Part>(call: Call, reader: string): Call {
  if (call.timeline.some(({ type }) => type === 'help.asked')) return call;
  const hidden = call.legs.filter(
    ({ kind, who, role, ownedFromMs }) => kind === 'lead' && who !== reader && role !== 'barge' && ownedFromMs === null,
  );
  const gens = new Set(
    call.timeline
      .filter(({ type, atMs, data }) =>
        hidden.some((leg) => type === 'leg.added' && leg.who === data.who && leg.addedAtMs === atMs),
      )
      .map(({ data }) => data.offerGen),
  );
  return {
    ...call,
    legs: call.legs.filter((leg) => !hidden.includes(leg)),
    qualities: call.qualities.filter(({ offerGen }) => !gens.has(offerGen)),
    timeline: call.timeline.filter(({ data }) => !gens.has(data.offerGen)),
  };
}
