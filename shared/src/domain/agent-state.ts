/*  Agent state: what a seat is doing. Changed only by the Lua transitions; this table is what they keep to.
 *
 *   offline <-> notReady <-> ready -> offered -> talking -> wrapUp -> ready
 *                              ^________|  offer expired, refused, or caller gone
 *
 *  A seat that places a call goes from ready or notReady to talking, and one called by a colleague to offered.
 *  A seat that writes up a call may be rung for that call again, when a transfer of it came to nothing or it is handed
 *  back. A change asked for while offered, talking or in wrap-up is kept as `pending` and takes effect after it. */
export const agentStates = ['offline', 'notReady', 'ready', 'offered', 'talking', 'wrapUp'] as const;
export type AgentState = (typeof agentStates)[number];

export const agentMoves = {
  offline: ['notReady'],
  notReady: ['ready', 'offered', 'talking', 'offline'],
  ready: ['offered', 'talking', 'notReady', 'offline'],
  offered: ['talking', 'ready', 'notReady', 'wrapUp', 'offline'],
  talking: ['wrapUp', 'ready', 'notReady', 'offline'],
  wrapUp: ['ready', 'notReady', 'offered', 'offline'],
} as const satisfies Record<AgentState, readonly AgentState[]>;

export function mayMoveAgent(from: AgentState, to: AgentState): boolean {
  return (agentMoves[from] as readonly AgentState[]).includes(to);
}

/** Reasons the center itself sets a seat not ready with; an administrator's own reasons stand beside these. */
export const systemNotReadyReasons = [
  'signedIn',
  'rona',
  'declined',
  'unreachable',
  'disconnected',
  'byLead',
  // On somebody else's call: the lead's phone is talking, but it is no work at a call of its own.
  'coaching',
] as const;
export type SystemNotReadyReason = (typeof systemNotReadyReasons)[number];

/**
 * Why an offer was not answered. Only `ignored` counts against the seat. `center`: the center itself could not ring it,
 * for want of a port, say; the seat knows nothing of it and stays as it was.
 */
export const offerCauses = [
  'ignored',
  'declined',
  'tabFrozen',
  'noMicrophone',
  'notRegistered',
  'network',
  'center',
] as const;
export type OfferCause = (typeof offerCauses)[number];
