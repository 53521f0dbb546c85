/*  Call state: the customer's journey.
 *
 *   arrived -> waiting <-> offered -> talking -> ended
 *      |___________|__________|__________________^      the caller, the seat or the center ends it at any point
 *
 *  Beside the state stands `centerAnsweredAtMs`: the center itself may have answered (greeting, music) while the
 *  call is waiting or offered. */
export const callStates = ['arrived', 'waiting', 'offered', 'talking', 'ended'] as const;
export type CallState = (typeof callStates)[number];

export const callMoves = {
  arrived: ['waiting', 'ended'],
  waiting: ['offered', 'ended'],
  offered: ['talking', 'waiting', 'ended'],
  talking: ['ended'],
  ended: [],
} as const satisfies Record<CallState, readonly CallState[]>;

/**
 * How a call came out, once it has ended:
 * `answered` a seat talked; `abandoned` the caller gave up while waiting or ringing;
 * `sentAway` the center did not take it (unknown number, closed, queue full); `lost` the center failed it.
 */
export const callOutcomes = ['answered', 'abandoned', 'sentAway', 'lost'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export const callParties = ['customer', 'agent', 'center', 'system'] as const;
export type CallParty = (typeof callParties)[number];
