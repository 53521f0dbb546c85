/**
 * Every key that the product keeps in Redis. All keys of one center share the hash tag `{ss:<center>}`, so Redis
 * Cluster keeps a center on one node and a Lua script may touch all of them.
 */
export function redisKeys(centerId: string) {
  const base = `{ss:${centerId}}`;
  return {
    base,
    /** Stream of events, see contracts/events. */
    events: `${base}:events`,
    /** Hash of one agent's live state; set of agents that are not offline. */
    agent: (agentId: string) => `${base}:agent:${agentId}`,
    agents: `${base}:agents`,
    /** Ready seats of a pool, the lowest score first in line; beside it one per skill: `ready:<pool>:<skill>`. */
    ready: (pool: string) => `${base}:ready:${pool}`,
    /** Settings of a pool; its lines (name -> needs); the waiting calls of a line. */
    pool: (pool: string) => `${base}:pool:${pool}`,
    lines: (pool: string) => `${base}:lines:${pool}`,
    line: (pool: string, line: string) => `${base}:line:${pool}:${line}`,
    /** An offer whose phone has said that it rings. */
    rung: (offerId: string) => `${base}:rung:${offerId}`,
    /** Waiting calls that are kept for one seat. */
    own: (agentId: string) => `${base}:own:${agentId}`,
    /** Pools whose seats a pool may borrow now; pools that a pool lends to now. */
    borrows: (pool: string) => `${base}:borrows:${pool}`,
    lends: (pool: string) => `${base}:lends:${pool}`,
    /** Alarms by limits that stand: name -> ms when raised. */
    alarms: `${base}:alarms`,
    stuckChannels: (node: string) => `${base}:stuck-channels:${node}`,
    /** Start of the center's day, for the counts of a seat's day. */
    dayStart: `${base}:day-start`,
    /** Hash of a live call; set of live calls; seats that let this call ring, by the turn of going ready they were in. */
    call: (callId: string) => `${base}:call:${callId}`,
    calls: `${base}:calls`,
    passed: (callId: string) => `${base}:passed-by:${callId}`,
    /** What each seat has written about a call so far: hash agentId -> JSON; runs out by itself. */
    written: (callId: string) => `${base}:written:${callId}`,
    /** A vote that is asked for: the customer's line of a call that is over. */
    vote: (callId: string) => `${base}:vote:${callId}`,
    /** Waiting calls of a queue, scored by priority, then arrival. */
    waiting: (queueId: string) => `${base}:waiting:${queueId}`,
    /** Recent waits of a queue, newest first: what the estimated wait is made of. */
    waits: (queueId: string) => `${base}:waits:${queueId}`,
    /** Place of a caller who gave up, for as long as ringing back gets it again; open callbacks by number. */
    place: (queueId: string, number: string) => `${base}:place:${queueId}:${number}`,
    callbackOf: (queueId: string) => `${base}:callback-of:${queueId}`,
    /** Hash channelId -> callId. */
    channels: `${base}:channels`,
    /** callId of a channel whose call has just ended; runs out by itself. */
    goneChannel: (channelId: string) => `${base}:gone-channel:${channelId}`,
    /** Settings of a queue as the routing needs them; set of queue ids. */
    queue: (queueId: string) => `${base}:queue:${queueId}`,
    queues: `${base}:queues`,
    /** Deadlines by ms: `<kind>:<id>...`; docs/architecture/live-state.md lists the kinds and what each calls for. */
    deadlines: `${base}:deadlines`,
    /** Which server acts for an Asterisk node; runs out by itself when that server is dead. */
    lease: (node: string) => `${base}:lease:${node}`,
    /** Token of the server that had it last: what another has begun is refused (live-state/lease-fence). */
    leaseHolder: (node: string) => `${base}:lease-holder:${node}`,
    /** When Asterisk of a node last started, to notice a restart. */
    nodeStartedAt: (node: string) => `${base}:node-started:${node}`,
    /** Left by each server that runs; not there: Redis has lost everything since it began. */
    serverKnown: (serverId: string) => `${base}:server:${serverId}`,
    session: (tokenHash: string) => `${base}:session:${tokenHash}`,
    /** Sessions that end by themselves once the seat is done with its call. */
    signOutAfter: (agentId: string) => `${base}:sign-out-after:${agentId}`,
    sessionsOf: (agentId: string) => `${base}:sessions-of:${agentId}`,
    /** When the recordings were last compared with what should be there, in ms. */
    recordingsChecked: `${base}:recordings-checked`,
    /** Who has a case open, by socket; runs out by itself. */
    casePresence: (caseId: string) => `${base}:case-presence:${caseId}`,
    /** What one person has typed into forms of cases: hash call -> JSON; runs out by itself. */
    caseDrafts: (employeeNo: string) => `${base}:case-drafts:${employeeNo}`,
    /** What was answered to a request that may come again; runs out by itself. */
    request: (digest: string) => `${base}:request:${digest}`,
    /** Prefix of the rate limiter's keys. */
    rate: `${base}:rate`,
    /** Prefix of BullMQ's keys. */
    jobs: `${base}:jobs`,
    /** Pub/sub: something in the settings (queues, members, reasons) was changed. */
    settingsChanged: `${base}:settings-changed`,
    /** Another word with each change of the settings; not there: this Redis knows none of them. */
    settingsMark: `${base}:settings-mark`,
    /** Pub/sub: a lead's message, with whom it is for. */
    messages: `${base}:messages`,
    /** Consumer group of the queue-workers on the event stream; entries they could not take. */
    recordsGroup: 'call-records',
    deadEvents: `${base}:dead-events`,
  } as const;
}
export type RedisKeys = ReturnType<typeof redisKeys>;
