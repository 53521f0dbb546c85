/**
 * What Asterisk dials to ring a seat for a call, and the caller number shown there. Looks up where the seat is rung
 * unless given.
 */
export type SeatEndpoint = (
  seat: { agentId: string; ringsAt?: string | null },
  call: { callerNumber: string; queueId: string },
) => Promise<{ endpoint: string; callerId: string }>;
