/** What Asterisk dials to ring a seat for a call, and the caller it shows there. */
export type SeatEndpoint = (
  agentId: string,
  call: { callerNumber: string; queueId: string },
) => Promise<{ endpoint: string; callerId: string }>;
