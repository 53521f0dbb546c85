/** The legs of a call with the times of each, computed from the call's events and nothing else. */
import type { LiveEvent } from '../contracts/events.ts';
import type { LegEnd, LegKind, LegRole } from './call-leg.ts';

export interface LegRecord {
  callId: string;
  /** Generation of its first channel; a seat that came back on a new one is still the same leg. */
  legNo: number;
  kind: LegKind;
  /** Employee number, or the number that was dialled. */
  who: string;
  /** `answer`: the call was offered to this seat, or placed by it. */
  role: LegRole | 'answer';
  /** The seat or lead that asked for it; '' if it was the routing. */
  addedBy: string;
  addedAtMs: number;
  answeredAtMs: number | null;
  endedAtMs: number | null;
  /** `transferred`: it handed the call to others; `callEnded`: it was there to the end. */
  end: LegEnd | 'transferred' | 'callEnded' | null;
  /** Since when the call was this leg's own; null when it never was. */
  ownedFromMs: number | null;
  /** On the line without hold: neither the customer's while it had the call, nor its own. Null until it has ended. */
  talkMs: number | null;
  /** The customer on hold while this leg had the call. */
  holdMs: number;
  /** This seat's wrap-up time. */
  wrapUpMs: number | null;
}

/** A leg while its events are read. */
interface OpenLeg extends LegRecord {
  gens: number[];
  /** Its own time on music. */
  musicMs: number;
  musicSinceMs: number | null;
}

/** `events` of one call in the order of the stream, each once. */
export function legsFrom(events: readonly LiveEvent[]): LegRecord[] {
  const legs: OpenLeg[] = [];
  let owner: OpenLeg | undefined;
  let heldSinceMs: number | null = null;
  const withGen = (gen: number) => legs.find(({ gens }) => gens.includes(gen));

  const add = (event: LiveEvent, gen: number, leg: Pick<LegRecord, 'kind' | 'who' | 'role' | 'addedBy'>): OpenLeg => {
    const known = withGen(gen);
    if (known !== undefined) return known;
    const added: OpenLeg = {
      ...leg,
      callId: event.callId,
      legNo: gen,
      addedAtMs: event.atMs,
      answeredAtMs: null,
      endedAtMs: null,
      end: null,
      ownedFromMs: null,
      talkMs: null,
      holdMs: 0,
      wrapUpMs: null,
      gens: [gen],
      musicMs: 0,
      musicSinceMs: null,
    };
    legs.push(added);
    return added;
  };
  const endHold = (atMs: number): void => {
    if (heldSinceMs !== null && owner !== undefined) owner.holdMs += Math.max(0, atMs - heldSinceMs);
    heldSinceMs = null;
  };
  const endMusic = (leg: OpenLeg, atMs: number): void => {
    if (leg.musicSinceMs !== null) leg.musicMs += Math.max(0, atMs - leg.musicSinceMs);
    leg.musicSinceMs = null;
  };
  const close = (leg: OpenLeg | undefined, end: LegRecord['end'], atMs: number): void => {
    if (leg === undefined || leg.endedAtMs !== null) return;
    if (leg === owner) {
      endHold(atMs);
      owner = undefined;
    }
    endMusic(leg, atMs);
    leg.endedAtMs = Math.max(atMs, leg.addedAtMs);
    leg.end = end;
    if (leg.answeredAtMs !== null) {
      leg.talkMs = Math.max(0, leg.endedAtMs - leg.answeredAtMs - leg.holdMs - leg.musicMs);
    }
  };
  let hasEnded = false;

  for (const event of events) {
    // What comes after the end is late, except wrap-up.
    if (hasEnded && event.type !== 'wrapUp.finished') continue;
    switch (event.type) {
      case 'call.answered': {
        if (owner !== undefined) break;
        owner = add(event, event.data.offerGen, { kind: 'seat', who: event.agentId, role: 'answer', addedBy: '' });
        owner.answeredAtMs ??= event.atMs;
        owner.ownedFromMs ??= event.atMs;
        break;
      }
      case 'call.rejoined':
        // A colleague who was called rejoins the same way.
        if (owner?.who === event.agentId) owner.gens.push(event.data.offerGen);
        break;
      case 'call.held':
        if (owner !== undefined) heldSinceMs ??= event.atMs;
        break;
      case 'call.retrieved':
        endHold(event.atMs);
        break;
      case 'leg.added':
        add(event, event.data.offerGen, { ...event.data, addedBy: event.data.by });
        break;
      case 'leg.answered': {
        const leg = withGen(event.data.offerGen);
        if (leg !== undefined) leg.answeredAtMs ??= event.atMs;
        break;
      }
      case 'leg.roleChanged': {
        const leg = withGen(event.data.offerGen);
        if (leg !== undefined) leg.role = event.data.role;
        break;
      }
      case 'leg.held': {
        const leg = withGen(event.data.offerGen);
        if (leg !== undefined) leg.musicSinceMs ??= event.atMs;
        break;
      }
      case 'leg.retrieved': {
        const leg = withGen(event.data.offerGen);
        if (leg !== undefined) endMusic(leg, event.atMs);
        break;
      }
      case 'leg.rejoined':
        withGen(event.data.wasGen)?.gens.push(event.data.offerGen);
        break;
      case 'leg.ended':
        close(withGen(event.data.offerGen), event.data.cause, event.atMs);
        break;
      case 'call.transferred':
        close(withGen(event.data.offerGen), 'transferred', event.atMs);
        break;
      case 'call.takenOver': {
        owner = withGen(event.data.offerGen);
        if (owner === undefined) break;
        endMusic(owner, event.atMs);
        owner.ownedFromMs ??= event.atMs;
        break;
      }
      case 'call.ended':
        hasEnded = true;
        for (const leg of legs) close(leg, 'callEnded', event.atMs);
        break;
      case 'wrapUp.finished': {
        const leg = legs.findLast(({ who, ownedFromMs }) => who === event.agentId && ownedFromMs !== null);
        if (leg !== undefined) leg.wrapUpMs ??= event.data.wrapUpMs;
        break;
      }
      default:
        break;
    }
  }
  return legs.map(({ gens: _gens, musicMs: _music, musicSinceMs: _since, ...leg }) => leg);
}

/** The times in which a leg had the call, without hold: when somebody talked with the customer. */
export function ownedTalkMs(legs: readonly LegRecord[]): number {
  return legs.reduce(
    (sum, { ownedFromMs, endedAtMs, holdMs }) =>
      ownedFromMs === null || endedAtMs === null ? sum : sum + Math.max(0, endedAtMs - ownedFromMs - holdMs),
    0,
  );
}
