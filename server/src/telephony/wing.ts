import { findCustomerByDigits, findCustomerByNumber } from '../customers/index.ts';
import type { SignIn } from '../people/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import { watchRefusedInvites } from '../platform/sip-watch/index.ts';
import { createCalendars } from '@sansheng/shared/db';
import { agentsFeature, createSeatOpening } from './agents/index.ts';
import { callQualityFeature } from './call-quality/index.ts';
import { callbackFeature } from './callback/index.ts';
import { createCallEnding, createCallMedia, createCallsStore, greetLeadMs } from './calls/index.ts';
import { createRemembered, type LiveHandle } from './live-state/index.ts';
import { coachingFeature } from './coaching/index.ts';
import { createDeadlineRunner, createDeadlineStore } from './deadlines/index.ts';
import { createDialling, createDiallingStore } from './dialling/index.ts';
import { createIdentification } from './identify/index.ts';
import { createLegs, createLegStore, createNumberDialling } from './legs/index.ts';
import { menuFeature } from './menu/index.ts';
import { createWaitingRooms, musicFeature } from './music/index.ts';
import {
  adoptCalls,
  createDriftWatch,
  createSeatBorrowing,
  deafChannelsFeature,
  goneCallersFeature,
} from './node/index.ts';
import { outboundFeature } from './outbound/index.ts';
import { createForwardCalls, overflowFeature } from './overflow/index.ts';
import { findOwnSeat } from './own-seat/index.ts';
import { deskPhoneFeature, phoneCheckFeature, phoneFeature, phonePlaceFeature, ringEcho } from './phone/index.ts';
import { createPromptStore, createQueuePrompts } from './prompts/index.ts';
import { queuesFeature } from './queues/index.ts';
import { createRecordingStart, recordingPauseFeature } from './recording/index.ts';
import { seatAwayFeature } from './rejoin/index.ts';
import {
  addRoutingRoutes,
  applySettings,
  callersLetIn,
  countPorts,
  createRoutingStore,
  createSeatPhones,
  createSeatRinging,
  routingFeature,
} from './routing/index.ts';
import { createSeatNumber } from './seat-number/index.ts';
import { openSwitch } from './switch.ts';
import { transferFeature } from './transfer/index.ts';
import { createVoicemailRecording } from './voicemail/index.ts';
import { voteFeature } from './vote/index.ts';
import { waitingFeature } from './waiting/index.ts';
import { wrapUpFeature } from './wrap-up/index.ts';

export interface TelephonyNeeds {
  signIn: SignIn;
  /** False on a full disk: nothing is recorded then. */
  hasDiskRoom: () => boolean;
  /** Who answers for what is open with a customer, in the order in which a call should go to them. */
  caseOwnersOf: (customerId: string) => Promise<string[]>;
}

/**
 * Everything between Asterisk's events, Redis and the seats, in four stages: each is built of those before it. A feature
 * registers by itself what it deals with; no line of a stage knows what another feature hears.
 */
export async function openTelephony(context: AppContext, needs: TelephonyNeeds) {
  const wing = await openRules(await openMedia(await openStores({ ...openSwitch(context), ...needs })));
  const deafChannels = openEdges(wing);
  const { queues, deadlines, events, node, metrics, log } = wing;
  const leaveSipWatch = watchRefusedInvites(context.env.SIP_WATCH_PORT, metrics, log);
  context.shutdown.add('call center', async () => {
    queues.stop();
    await node.stop();
    await events.stop();
    wing.remembered.stop();
    wing.ami.close();
    leaveSipWatch();
  });
  return {
    ...forWingsAbove(wing),
    deafChannels,
    /** How many callers the RTP ports let in, with so many seats signed in. */
    callersLetIn: (seats: number) => callersLetIn({ ports: wing.rtpPorts, seats }),
    /** Once every wing stands. Throws in one sentence what is not wired as it must be. */
    async start(): Promise<void> {
      node.whileLeading(createDeadlineRunner(createDeadlineStore(wing.state), deadlines.handlers(), metrics, log));
      await events.start();
      await wing.remembered.load();
      node.start((how, only) => adoptCalls({ ...wing, ...how, only, deafChannels }));
    },
  };
}
export type Telephony = Awaited<ReturnType<typeof openTelephony>>;

/** What is known of calls, seats and queues. */
async function openStores<Wing extends TelephonyNeeds & ReturnType<typeof openSwitch>>(wing: Wing) {
  const { context, db, state, plan, log } = wing;
  const queues = await queuesFeature(wing);
  const remembered = createRemembered(state, wing.events, greetLeadMs(wing.ringCycleMs), log);
  wing.node.onAdopt('beforeCalls', 'remembered', ({ isRedisNew }) => isRedisNew && remembered.restore());
  const calls = createCallsStore(state);
  const agents = agentsFeature(wing);
  const promptStore = createPromptStore(db, context.env.PROMPT_STORE);
  const queuePrompts = await createQueuePrompts({
    store: promptStore,
    queues,
    calls,
  });
  const identification = createIdentification({
    calls,
    findCustomer: (e164) => findCustomerByNumber(db, e164),
    findByDigits: (collected) => findCustomerByDigits(db, collected, plan),
    plan,
    log,
  });
  return {
    ...wing,
    queues,
    remembered,
    calls,
    agents,
    promptStore,
    queuePrompts,
    identification,
    openSeat: createSeatOpening({ ...wing, agents, queues }),
    routingStore: createRoutingStore(state),
    findCustomer: (e164: string) => findCustomerByNumber(db, e164),
    findOwnSeat: (customerId: string) =>
      findOwnSeat({ db, caseOwnersOf: wing.caseOwnersOf, isSignedIn: agents.isSignedIn, log }, customerId),
  };
}

/** What calls do in Asterisk: sound, phones, recordings. */
async function openMedia<Wing extends TelephonyNeeds & Awaited<ReturnType<typeof openStores>>>(wing: Wing) {
  const { context, ari, state, db, calls, queuePrompts, log } = wing;
  const rooms = createWaitingRooms({ calls });
  const media = createCallMedia({ ari, calls, queuePrompts, rooms, log });
  await musicFeature({ ...wing, rooms, media });
  const votes = voteFeature({ ...wing, media });
  const endCall = createCallEnding(calls, media, votes.ask, log);
  const phones = phoneFeature(wing);
  const deskPhones = deskPhoneFeature(wing);
  const dialling = createDialling({
    ...wing,
    store: createDiallingStore(db),
    demoPhones: context.env.DEMONSTRATION ? phones : null,
    trunk: context.env.TRUNK_ENDPOINT,
  });
  return {
    ...wing,
    media,
    endCall,
    deskPhones,
    dialling,
    seatPhones: createSeatPhones(ari),
    recordingPause: recordingPauseFeature({ ...wing, media, dialling }),
    recordVoicemail: createVoicemailRecording(state, ari),
    saySeatNumber: createSeatNumber({ ...wing, media }),
    startRecording: createRecordingStart(wing),
  };
}

/** A call's way: to a seat, past it, back, out. */
async function openRules<Wing extends Awaited<ReturnType<typeof openMedia>>>(wing: Wing) {
  const { ari, app, db, state, offers, dialling, context, log } = wing;
  const legs = createLegs({
    ...wing,
    store: createLegStore(state),
    numberShown: dialling.numberShown,
    dialNumber: createNumberDialling(ari, app, dialling.endpointOf),
  });
  const callbacks = callbackFeature(wing);
  const seatAway = seatAwayFeature({ ...wing, legs });
  const goneCallers = goneCallersFeature(wing);
  const routing = routingFeature({
    ...wing,
    legs,
    callbacks,
    seatAway,
    goneCallers,
    outbound: outboundFeature(wing),
  });
  offers.rungBy(createSeatRinging(ari, app, dialling.seatEndpointOf, routing.ringFailed, log));
  const overflow = await overflowFeature({
    ...wing,
    callbacks,
    waiting: waitingFeature({ ...wing, callbacks }),
    calendars: await createCalendars(db, context.env.CENTER_TIME_ZONE),
    forward: createForwardCalls(ari, app, dialling.endpointOf),
  });
  await menuFeature({ ...wing, routing, overflow });
  return { ...wing, legs, callbacks, goneCallers, routing, overflow };
}

/** What browsers ask for, and what goes on by itself on the server that has the node. */
function openEdges(wing: Awaited<ReturnType<typeof openRules>>) {
  const { context, ari, node } = wing;
  addRoutingRoutes(context, wing);
  coachingFeature(wing);
  transferFeature(wing);
  callQualityFeature(wing);
  phonePlaceFeature(wing);
  phoneCheckFeature({ ...wing, ringEcho: (employeeNo) => ringEcho(ari, employeeNo) });
  wrapUpFeature(wing);
  applySettings(wing);
  countPorts(ari, wing.rtpPorts, wing.metrics);
  const deafChannels = deafChannelsFeature(wing);
  node.whileLeading(createSeatBorrowing(wing));
  node.whileLeading(createDriftWatch({ ...wing, deafChannels }));
  return deafChannels;
}

/** What they may ask; Asterisk is not in it. */
function forWingsAbove(wing: Awaited<ReturnType<typeof openRules>>) {
  const { context, db, log, commands, audit, events, node, nodeName, plan, ringCycleMs } = wing;
  const state: LiveHandle = wing.state;
  const { queues, calls, agents, openSeat, identification } = wing;
  const { routing, routingStore, legs, media, endCall, recordingPause } = wing;
  return {
    context,
    db,
    log,
    commands,
    audit,
    state,
    events,
    node,
    nodeName,
    plan,
    ringCycleMs,
    queues,
    calls,
    agents,
    openSeat,
    identification,
    routing,
    routingStore,
    legs,
    media,
    endCall,
    recordingPause,
  };
}
