/*  Call state: the customer's journey.
 *
 *   arrived <-> waiting <-> offered -> talking -> ended
 *      ^___________|__________|  |        ^  ^      the caller, the seat or the center ends it at any point
 *      |_________________________dialling_|__|
 *
 *  A callback is a call whose customer is not on the line yet: once the caller who asked for it has hung up, it waits
 *  and is offered like any other, then its seat is there first and the customer is dialled. Not reached, it is in no
 *  queue (arrived) until it is tried again.
 *
 *  A conversation goes on with whoever it is transferred to; transferred to a queue, the call waits again. On its way
 *  to the next seat it is talking without a seat.
 *
 *  A call that a seat places begins as `dialling` with that seat, and ends when the other side is not reached.
 *
 *  `away`: the center itself has taken the call over, from arrived or waiting: closed line, voicemail, an outside
 *  number, a message. It ends there, or is put into another queue (waiting).
 *
 *  Beside the state stands `centerAnsweredAtMs`: the center itself may have answered (greeting, music) while the
 *  call is waiting or offered. */
export const callStates = ['arrived', 'waiting', 'away', 'offered', 'dialling', 'talking', 'ended'] as const;
export type CallState = (typeof callStates)[number];

export const callMoves = {
  arrived: ['waiting', 'away', 'ended'],
  waiting: ['offered', 'arrived', 'away', 'ended'],
  away: ['waiting', 'ended'],
  offered: ['talking', 'dialling', 'waiting', 'ended'],
  dialling: ['talking', 'arrived', 'ended'],
  talking: ['waiting', 'ended'],
  ended: [],
} as const satisfies Record<CallState, readonly CallState[]>;

/**
 * How a call came out, once it has ended:
 * `answered` a seat talked; `abandoned` the caller gave up while waiting or ringing;
 * `callback` the caller asked to be called back with the place kept;
 * `sentAway` the center did not accept it (unknown number, closed, queue full); `lost` the center lost it.
 * For calls that the center dials: `notReached` the other side did not answer (a callback: in all attempts).
 * For callbacks only: `cancelled` the customer rang in first.
 */
export const callOutcomes = [
  'answered',
  'abandoned',
  'callback',
  'sentAway',
  'lost',
  'notReached',
  'cancelled',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Who started a call. Figures of offered calls count the inbound ones. */
export const callDirections = ['inbound', 'callback', 'outbound', 'internal'] as const;
export type CallDirection = (typeof callDirections)[number];

export const callParties = ['customer', 'agent', 'center', 'system'] as const;
export type CallParty = (typeof callParties)[number];
