/*  Agent state: what a seat is doing. Changed only by the Lua transitions; this table is what they keep to.
 *
 *   offline <-> notReady <-> ready -> offered -> talking -> wrapUp -> ready
 *                              ^________|  offer expired, refused, or caller gone
 *
 *  A change asked for while offered, talking or in wrap-up is kept as `pending` and takes effect after it. */
export const agentStates = ['offline', 'notReady', 'ready', 'offered', 'talking', 'wrapUp'] as const;
export type AgentState = (typeof agentStates)[number];

export const agentMoves = {
  offline: ['notReady'],
  notReady: ['ready', 'offline'],
  ready: ['offered', 'notReady', 'offline'],
  offered: ['talking', 'ready', 'notReady', 'offline'],
  talking: ['wrapUp', 'ready', 'notReady', 'offline'],
  wrapUp: ['ready', 'notReady', 'offline'],
} as const satisfies Record<AgentState, readonly AgentState[]>;

export function mayMoveAgent(from: AgentState, to: AgentState): boolean {
  return (agentMoves[from] as readonly AgentState[]).includes(to);
}

/** Reasons the center itself sets a seat not ready with; an administrator's own reasons stand beside these. */
export const systemNotReadyReasons = ['signedIn', 'rona', 'declined', 'unreachable', 'disconnected', 'byLead'] as const;
export type SystemNotReadyReason = (typeof systemNotReadyReasons)[number];

/** Why an offer was not answered. Only `ignored` counts against the seat. */
export const offerCauses = ['ignored', 'declined', 'tabFrozen', 'noMicrophone', 'notRegistered', 'network'] as const;
export type OfferCause = (typeof offerCauses)[number];
