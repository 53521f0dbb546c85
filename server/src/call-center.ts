/** The live part of the server: everything between Asterisk's events, Redis and the seats' screens. */
import { DESK_PHONE } from '@sansheng/shared/contracts/telephony/phone';
import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import { canonicalNumber, readNumber } from '@sansheng/shared/domain/phone-number';
import type { Role } from '@sansheng/shared/domain/roles';
import {
  createAgentsStore,
  createCallbacks,
  DIAL_LIMIT_MS,
  createCallEnding,
  createCallMedia,
  createCallsStore,
  createDeafChannels,
  createStuckChannelStore,
  type SwitchRestart,
  createGoneCallers,
  createNodeLease,
  type SeatEndpoint,
  trunkEndpoint,
  coachingFeature,
  createCoachMedia,
  listenToSnoops,
  createLegs,
  createLegStore,
  createNumberDialling,
  actUnder,
  createEventTail,
  createRemembered,
  greetLeadMs,
  keepUnder,
  type LiveState,
  type Offer,
  callQualityFeature,
  type CallMenu,
  menuFeature,
  createWaitingMusic,
  type WaitingMusic,
  addOutboundCommands,
  createOutbound,
  createOutboundStore,
  type Outbound,
  findOwnSeat,
  createForwardCalls,
  createOverflow,
  createOverflowStore,
  createQueueRules,
  listenToAwayCalls,
  type OverflowRules,
  createDeskPhones,
  deskPhoneFeature,
  deskSipUser,
  phoneCheckFeature,
  phonePlaceFeature,
  type Phones,
  ringEcho,
  createPromptStore,
  createQueuePrompts,
  createQueueSettings,
  createRecordingPause,
  createRecordingStart,
  createSeatAway,
  type SeatAway,
  addRoutingRoutes,
  adoptCalls,
  createDeadlineRunner,
  callersLetIn,
  countPorts,
  createDriftWatch,
  createNodeAdoption,
  createRouting,
  createRoutingStore,
  createSeatBorrowing,
  createSeatRinging,
  listenToChannels,
  listenToKeys,
  listenToPhones,
  type Routing,
  type RoutingStore,
  addTransferCommands,
  createSeatNumber,
  createVotes,
  createVoteStore,
  createVoicemailRecording,
  createWaiting,
  expireWrapUp,
} from './telephony/index.ts';
import { createCalendars } from './settings/index.ts';
import {
  findCustomer,
  findCustomerByDigits,
  findCustomerByNumber,
  hasServed,
  refusesRecording,
} from './customers/index.ts';
import { createSeatWords, deskFeature, seatSignOut, addScreenPopCommands, createScreenPop } from './desk-work/index.ts';
import { helpFeature, liveBoardFeature, watchCoachingPolicy, addSeatControlRoutes } from './lead-room/index.ts';
import type { SignIn } from './people/index.ts';
import type { DatabaseLife, DiskRoom, SwitchLife } from './outside/index.ts';
import type { AppContext } from './platform/app-context.ts';
import { createAmiClient } from './platform/ami/index.ts';
import { type AriClient, createAriClient } from './platform/ari/index.ts';
import { watchRefusedInvites } from './platform/sip-watch/index.ts';

/** Name of the Stasis application that the dialplan hands calls to. */
export const STASIS_APP = 'sansheng';

export interface CallCenter {
  /** True when this server holds the lease, hears Asterisk and has taken over its calls, or another server does. */
  isAriConnected: () => Promise<boolean>;
  /** Whether a channel that cannot be hung up asks for a new start of Asterisk; known to who acts for the node. */
  switchRestart: () => Promise<SwitchRestart>;
}

/** `ari` sends commands only; events are heard on a client of their own while this server holds the node's lease. */
export async function startCallCenter(
  context: AppContext,
  ari: AriClient,
  phones: Phones,
  signIn: SignIn,
  { disk, switchLife, databaseLife }: { disk: DiskRoom; switchLife: SwitchLife; databaseLife: DatabaseLife },
): Promise<CallCenter> {
  const { env, redis, keys, db, log, commands, shutdown, audit } = context;
  const node = env.ASTERISK_NODE;
  /** A seat at its browser; at a telephone of its own the center's number is shown, since carriers pass on no other. */
  const seatEndpointOf: SeatEndpoint = async ({ agentId, ringsAt }, { callerNumber, queueId }) => {
    const number = ringsAt === undefined ? await agents.ringsAt(agentId) : ringsAt;
    if (number === null) return { endpoint: `PJSIP/seat-${agentId}`, callerId: callerNumber };
    if (number === DESK_PHONE) return { endpoint: `PJSIP/${deskSipUser(agentId)}`, callerId: callerNumber };
    return { endpoint: await endpointOf(number), callerId: await outbound.numberShown(queueId) };
  };
  const ringSeats = createSeatRinging(
    ari,
    STASIS_APP,
    seatEndpointOf,
    (...failed) => routing.ringFailed(...failed),
    log,
  );
  const state: LiveState = { redis, keys, ringSeats: (offers: Offer[]) => ringSeats(offers) };

  const center = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const queues = await createQueueSettings(db, state, { timeZone: env.CENTER_TIME_ZONE, plan: center }, log);
  const tail = createEventTail(redis, keys.events, log);
  const calls = createCallsStore(state);
  const agents = createAgentsStore(state);
  const routingStore: RoutingStore = createRoutingStore(state);
  const promptStore = createPromptStore(db, env.PROMPT_STORE);
  const queuePrompts = await createQueuePrompts({
    store: promptStore,
    queue: (queueId) => queues.queue(queueId),
    queues: () => queues.activeQueues(),
    languageOf: calls.languageOf,
    queueIdOf: calls.queueIdOf,
  });
  const music: WaitingMusic = createWaitingMusic({
    ari,
    folder: env.PROMPT_STORE,
    music: () => queuePrompts.music(),
    calls,
    bringToRoom: (callId, channelId) => media.wait(callId, channelId),
    log,
  });
  await music.apply(false);
  queues.onChange(async () => {
    await queuePrompts.load();
    await music.apply(lease.isHeld);
  });
  const media = createCallMedia(
    ari,
    log,
    calls.languageOf,
    (...asked) => queuePrompts.soundsOf(...asked),
    music.roomOf,
  );
  const votes = createVotes({ store: createVoteStore(state), media, log });
  const endCall = createCallEnding(calls, media, votes.ask, log);
  const saySeatNumber = createSeatNumber({ queues, calls, media, log });
  const ami = createAmiClient({
    host: env.AMI_HOST,
    port: env.AMI_PORT,
    user: env.AMI_USER,
    password: env.AMI_PASSWORD,
    log,
  });
  const screenPops = createScreenPop({
    calls,
    queues,
    findCustomer: (e164) => findCustomerByNumber(db, e164),
    findById: (customerId) => findCustomer(db, customerId, center.country),
    findByDigits: (collected) => findCustomerByDigits(db, collected, center),
    findRecord: (callId) => db.getRepository(CallSchema).findOneBy({ callId }),
    nameOf: (agentId) => outboundStore.nameOf(agentId),
    center,
    log,
  });
  addScreenPopCommands(commands, {
    screenPops,
    findCustomer: (id) => findCustomer(db, id, center.country),
    hasServed: (id, employeeNo) => hasServed(db, id, employeeNo, Date.now()),
    audit,
  });
  const startRecording = createRecordingStart(
    state,
    ami,
    env.RECORDING_SPOOL,
    calls,
    {
      isRecorded: (queueId) => queues.queue(queueId)?.isRecorded ?? true,
      hasRoom: () => disk.room() !== 'full',
      refuses: (customerId) => refusesRecording(db, customerId),
    },
    log,
  );
  const outboundStore = createOutboundStore(state, db);
  const recordingPause = createRecordingPause({
    state,
    channelName: (channelId) => media.nameOf(channelId),
    ami,
    calls,
    limitMs: async () => (await outboundStore.settings()).pauseLimitSeconds * 1000,
    log,
  });
  /** The trunk; in the demonstration center first the customer's phone in a browser that waits for calls to the number. */
  const readDialled = (number: string) => readNumber(number, center).e164 ?? number;
  async function endpointOf(number: string): Promise<string> {
    const phone = env.DEMONSTRATION ? await phones.findCustomer(number, readDialled) : null;
    return phone === null ? trunkEndpoint(number, env.TRUNK_ENDPOINT) : `PJSIP/${phone}`;
  }
  const callbacks = createCallbacks({
    state,
    ari,
    app: STASIS_APP,
    endpointOf,
    seatEndpointOf,
    calls,
    queues,
    media,
    endCall,
    startRecording,
    saySeatNumber,
    plan: center,
    isOnDoNotCall: (number) => outboundStore.isOnDoNotCall(canonicalNumber(readNumber(number, center))),
    log,
  });
  const { mayAskForCallback } = callbacks;
  const waiting = createWaiting({ state, calls, queues, media, mayAskForCallback, tail, metrics: context.metrics });
  const legs = createLegs({
    store: createLegStore(state),
    calls,
    media,
    endCall,
    startRecording,
    numberShown: (queueId) => outbound.numberShown(queueId),
    dialNumber: createNumberDialling(ari, STASIS_APP, endpointOf),
    log,
  });
  const goneCallers = createGoneCallers({
    state,
    ami,
    ari,
    calls,
    node,
    ringCycleMs: env.RING_CYCLE_MS,
    findHotline(dialled) {
      const hotline = queues.hotline(dialled);
      return { hotline: hotline?.number ?? dialled, queueId: hotline?.menu === null ? hotline.queueId : null };
    },
    findCustomer: (e164) => findCustomerByNumber(db, e164),
    center,
    log,
  });
  const rtpPorts = env.RTP_PORT_MAX - env.RTP_PORT_MIN + 1;
  countPorts(ari, rtpPorts, context.metrics);
  const leaveSipWatch = watchRefusedInvites(env.SIP_WATCH_PORT, context.metrics, log);
  const routing: Routing = createRouting({
    ari,
    calls,
    agents,
    queues,
    store: routingStore,
    media,
    menu: () => menu,
    overflow: () => overflow,
    callbacks,
    legs,
    seatAway: () => seatAway,
    outbound: () => outbound,
    endCall,
    startRecording,
    saySeatNumber,
    votes,
    goneCallers,
    lookUp: (callId, callerNumber) => screenPops.lookUp(callId, callerNumber),
    findOwnSeat: (customerId) => findOwnSeat(db, customerId, agents.isSignedIn),
    plan: center,
    node,
    ringCycleMs: env.RING_CYCLE_MS,
    rtpPorts,
    seatSilentMs: env.SEAT_SILENT_MS,
    log,
  });
  const outbound: Outbound = createOutbound({
    store: outboundStore,
    queues,
    endCall,
    ringsAt: agents.ringsAt,
    lookUp: (callId, number) => screenPops.lookUp(callId, number),
    plan: center,
    node,
    ringCycleMs: env.RING_CYCLE_MS,
    dialLimitMs: DIAL_LIMIT_MS,
    log,
  });
  addOutboundCommands(commands, outbound);
  const menu: CallMenu = await menuFeature(context, state, promptStore, queuePrompts, {
    calls,
    queues,
    media,
    endCall,
    identify: (...asked) => screenPops.identifyByDigits(...asked),
    queueCall: routing.queueCall,
    forward: (...asked) => overflow.forward(...asked),
    log,
  });

  const calendars = await createCalendars(db, env.CENTER_TIME_ZONE);
  const overflow: OverflowRules = createOverflow({
    calls,
    agents,
    queues,
    rules: await createQueueRules(db, state, queues, calendars),
    store: createOverflowStore(state),
    moveCall: routingStore.moveCall,
    media,
    endCall,
    recordVoicemail: createVoicemailRecording(state, ari),
    forward: createForwardCalls(ari, STASIS_APP, endpointOf),
    estimateWaitMs: (queueId) => waiting.estimateForNewcomer(queueId),
    mayAskForCallback,
    keepPlace: callbacks.keepPlace,
    log,
  });
  tail.on('agent.stateChanged', ({ agentId, data }) => (data.to === 'offline' ? overflow.seatLeft(agentId) : null));
  tail.on('call.ended', ({ callId, data }) => overflow.callEnded(callId, data.why));

  addRoutingRoutes(context, {
    store: routingStore,
    agents,
    queues,
    findCustomer: (e164) => findCustomerByNumber(db, e164),
    findOwnSeat: (customerId) => findOwnSeat(db, customerId, agents.isSignedIn),
    foretell: (...asked) => overflow.foretell(...asked),
  });
  const words = await createSeatWords(db);
  queues.onChange(() => words.load());
  const desk = deskFeature({
    isCoachingSeen: await watchCoachingPolicy(db, queues),
    state,
    db,
    words,
    commands,
    calls,
    agents,
    queues,
    routing,
    legs,
    media,
    endCall,
    screenPops,
    recordingPause,
    tail,
    silentMs: env.SEAT_SILENT_MS,
  });
  coachingFeature({
    context,
    state,
    calls,
    agents,
    legs,
    media,
    coachMedia: createCoachMedia(ari, STASIS_APP),
    startRecording,
    tail,
    isLeading: () => lease.isHeld,
  });
  helpFeature({ state, commands, agents, tail, showSeat: desk.show });
  addSeatControlRoutes(context, {
    state,
    agents,
    queues,
    store: routingStore,
    sessions: signIn.sessions,
    showSeat: desk.show,
  });
  const seatAway: SeatAway = createSeatAway({
    state,
    ari,
    calls,
    agents,
    media,
    legs,
    endCall,
    limitMs: env.SEAT_AWAY_MS,
    log,
  });
  tail.on('agent.phoneChanged', ({ agentId, data }) => (data.isRegistered ? null : seatAway.look(agentId)));
  commands.onDisconnect((_socket, { employeeNo }) => seatAway.look(employeeNo));
  const checkNumber = async (roles: readonly Role[], number: string) =>
    (await outbound.checkNumber(roles, number)).dialled;
  addTransferCommands({ state, commands, calls, agents, queues, legs, media, isOpen: overflow.isOpen, checkNumber });
  callQualityFeature({ state, commands });
  const deskPhones = createDeskPhones(ari, db);
  deskPhoneFeature(context, deskPhones);
  phonePlaceFeature({
    commands,
    agents,
    checkNumber,
    isDeskPhoneThere: (employeeNo) => deskPhones.isRegistered(employeeNo),
    audit,
  });
  phoneCheckFeature({ commands, agents, ringEcho: (employeeNo) => ringEcho(ari, employeeNo) });
  const deafChannels = createDeafChannels({
    ari,
    ami,
    customerGone: async (channelId) => {
      const callId = await calls.callOfChannel(channelId);
      if (callId !== null) await endCall(callId, { endedBy: 'system', why: 'lineGone' });
    },
    seatGone: routing.seatChannelLost,
    store: createStuckChannelStore(state, node),
    restart: {
      isSupervised: env.ASTERISK_SUPERVISED,
      goesWithinMs: env.STUCK_CHANNEL_SECONDS * 1000,
      withinMs: env.SWITCH_RESTART_MINUTES * 60_000,
    },
    metrics: context.metrics,
    log,
  });
  const board = await liveBoardFeature({
    context,
    isLeading: () => lease.isHeld,
    isDiskLow: () => disk.room() !== 'ample',
    isDatabaseSilent: () => databaseLife.isSilent(),
    switchState: () => {
      const isStuck = deafChannels.hasStuck();
      if (isStuck === null) return null;
      const isSilent = switchLife.isSilent('ari') || switchLife.isSilent('sip');
      return { node, isSilent, isStuck, isSupervised: env.ASTERISK_SUPERVISED };
    },
    state,
    commands,
    queues,
    tail,
    timeZone: env.CENTER_TIME_ZONE,
    ringCycleMs: env.RING_CYCLE_MS,
    callersLetIn: (seats) => callersLetIn({ ports: rtpPorts, seats }),
    log,
  });
  // Settings apply live: waiting calls keep their place, seats their state, and what may now be matched is.
  async function applySettings(regrouped: string[]): Promise<void> {
    for (const queueId of regrouped) await routingStore.regroupQueue(queueId);
    for (const agentId of await agents.seatIds()) await desk.refreshSeat(agentId);
    for (const pool of queues.pools()) await routingStore.matchPool(pool);
  }
  queues.onChange(({ regrouped }) => applySettings(regrouped));
  seatSignOut({ signIn, commands, state, agents, tail, showSeat: desk.show, audit });
  const remembered = createRemembered(state, tail, greetLeadMs(env.RING_CYCLE_MS), log);
  await tail.start();
  await remembered.load();

  const deadlines = createDeadlineRunner(
    routingStore,
    {
      offer: (callId, gen) => routing.endOffer(callId, Number(gen), null),
      seatAway: (callId, gen) => seatAway.gone(callId as string, Number(gen)),
      leg: (callId, gen) => routing.endLeg(callId as string, Number(gen), null),
      greet: (callId) => routing.greet(callId),
      menu: (callId) => menu.timedOut(callId),
      wrapUp: (agentId, callId) => expireWrapUp(state, agentId, callId),
      relax: (callId) => routingStore.lookAgain(callId as string),
      own: (callId) => routingStore.lookAgain(callId as string),
      match: (pool) => routingStore.matchPool(pool as string),
      life: (agentId) => agents.checkLife(agentId),
      overflow: (callId) => overflow.waitedTooLong(callId as string),
      away: (callId) => overflow.timedOut(callId as string),
      announce: (callId) => waiting.announce(callId as string),
      goodbye: (callId) => callbacks.goodbye(callId as string),
      dial: (callId) => callbacks.dialTimedOut(callId as string),
      vote: (callId) => votes.timedOut(callId as string),
      pause: (callId) => recordingPause.limitPassed(callId as string),
      callback: (callId) => callbacks.retry(callId as string),
    },
    context.metrics,
    log,
  );

  const borrowing = createSeatBorrowing(state, queues, routingStore, log);
  const driftWatch = createDriftWatch({
    goneCallers,
    ari,
    app: STASIS_APP,
    node,
    calls,
    agents,
    routing,
    legs,
    endCall,
    isGivenUp: deafChannels.isGivenUp,
    leftBehind: deafChannels.leftBehind,
    metrics: context.metrics,
    log,
  });

  const adoption = createNodeAdoption({
    state,
    startOfAsterisk: async () => (await ari.asterisk.getInfo({ only: ['status'] })).status?.startup_time ?? '',
    node,
    before: {
      // A Redis that came back empty has the queues again before it has callers.
      queues: () => queues.catchUp(),
      remembered: ({ isRedisNew }) => isRedisNew && remembered.restore(),
      music: () => music.apply(true),
      // An Asterisk that started anew has forgotten every phone. Seats come back while calls are still looked at.
      phones: ({ hasAsteriskRestarted }) => hasAsteriskRestarted && phones.pushAll(),
      deskPhones: ({ isTakeover, hasAsteriskRestarted }) =>
        (isTakeover || hasAsteriskRestarted) && deskPhones.pushAll(),
    },
    calls: (how, only) =>
      adoptCalls({
        ...how,
        only,
        state,
        ari,
        app: STASIS_APP,
        node,
        calls,
        routing,
        legs,
        callbacks,
        store: routingStore,
        endCall,
        isGivenUp: deafChannels.isGivenUp,
        leftBehind: deafChannels.leftBehind,
        log,
      }),
    after: {
      goneCallers: () => goneCallers.look(),
      overflow: () => overflow.adopt(),
      recordingPause: () => recordingPause.adopt(),
      seatAway: () => seatAway.adopt(),
      // What was changed while no server was there is in force for seats and calls from before too.
      settings: ({ isTakeover }) => isTakeover && applySettings(queues.activeQueues().map(({ queueId }) => queueId)),
    },
    log,
  });
  let events: AriClient | null = null;
  let leavePhones = () => {};
  let leaveKeys = () => {};
  async function takeNode(): Promise<void> {
    const client = createAriClient({
      baseUrl: env.ASTERISK_HTTP_URL,
      user: env.ARI_USER,
      password: env.ARI_PASSWORD,
      app: STASIS_APP,
      log,
    });
    events = client;
    listenToChannels(client, routing.happenings, log);
    leaveKeys = listenToKeys(
      client,
      ami,
      {
        callerPressed: keepUnder(routing.happenings.callerPressed),
        seatPressed: keepUnder(routing.happenings.seatPressed),
      },
      log,
    );
    listenToAwayCalls(client, overflow, log);
    listenToSnoops(client, ari);
    client.on('connected', async ({ isFirst }) => {
      try {
        await adoption.adopt(isFirst);
      } finally {
        // Not before: what passed while nobody was here may have been answered, and silence was not the seats'.
        if (events === client) {
          deadlines.start();
          borrowing.start();
          driftWatch.start();
          deafChannels.start();
        }
      }
    });
    client.on('ApplicationReplaced', () => log.warn({ node }, 'another server took over the events of this Asterisk'));
    leavePhones = listenToPhones(
      ami,
      { seatPhoneChanged: keepUnder(routing.happenings.seatPhoneChanged) },
      keepUnder(() => routing.askPhones(false)),
      log,
    );
    // Before calls are adopted: what another server gave up is no caller.
    await deafChannels.load();
    if (events === client) await client.connect();
  }
  async function leaveNode(): Promise<void> {
    deadlines.stop();
    borrowing.stop();
    driftWatch.stop();
    deafChannels.stop();
    adoption.stop();
    const client = events;
    events = null;
    leavePhones();
    leaveKeys();
    await client?.close();
  }
  const lease = createNodeLease(
    redis,
    keys,
    node,
    {
      held: (held) =>
        void actUnder(held, takeNode).catch((error) => log.error({ err: error }, 'the node could not be taken')),
      adrift: (held) =>
        void actUnder(held, () => adoption.adopt(false)).catch((error) =>
          log.error({ err: error }, 'calls could not be adopted'),
        ),
      lost: () => void leaveNode().catch((error) => log.error({ err: error }, 'the node could not be left')),
    },
    log,
  );
  lease.start();

  shutdown.add('call center', async () => {
    board.stop();
    queues.stop();
    await leaveNode();
    await lease.release();
    await tail.stop();
    remembered.stop();
    ami.close();
    leaveSipWatch();
  });
  return {
    isAriConnected: async () =>
      lease.isHeld ? (events?.isConnected ?? false) && adoption.isDone : (await redis.exists(keys.lease(node))) === 1,
    switchRestart: () => deafChannels.restart(),
  };
}
