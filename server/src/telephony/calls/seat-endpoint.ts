/** What Asterisk dials to ring a seat for a call, and the caller it shows there. Asks where the seat is rung if not told. */
export type SeatEndpoint = (
  seat: { agentId: string; ringsAt?: string | null },
  call: { callerNumber: string; queueId: string },
) => Promise<{ endpoint: string; callerId: string }>;
