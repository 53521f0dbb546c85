/** Participants of a call beside its customer and its seat: each is one leg, with a generation of the call. */
import { offerCauses } from './agent-state.ts';

export const legKinds = ['seat', 'number', 'lead'] as const;
export type LegKind = (typeof legKinds)[number];

/**
 * `consult`: talks with the seat while the customer hears music. `conference`: talks with all. `transfer`: is rung for
 * a call that its seat has left, and has it once it answers. `listen`, `whisper`, `barge`: a lead.
 */
export const legRoles = ['consult', 'conference', 'transfer', 'listen', 'whisper', 'barge'] as const;
export type LegRole = (typeof legRoles)[number];

/** Why a leg ended: `left` by its own hang-up, `dropped` or `gaveUp` by the seat that has the call, else it was not answered. */
export const legEnds = ['left', 'dropped', 'gaveUp', ...offerCauses] as const;
export type LegEnd = (typeof legEnds)[number];

/** How a call left the seat that had it; `gone`: that seat's line went while others were there. */
export const transferWays = ['blind', 'attended', 'left', 'takenOver', 'handedBack', 'gone'] as const;
export type TransferWay = (typeof transferWays)[number];
