import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { definedTransitions } from '../../server/src/telephony/live-state/define-transition.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { loadTransitions } from '../support/load-transitions.ts';
import { theStack } from '../support/the-stack.ts';

await loadTransitions();

/** The clock of the transitions. It goes on between the first call of a script and its repeat. */
let nowMs = Date.UTC(2026, 0, 5, 9);
let center: LiveCenter;
beforeEach(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: { wrapUpLimitMs: 60_000 }, night: {} },
    nowMs: () => nowMs,
  });
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

type Given = Record<string, unknown>;
/** Runs a script by its name with exactly the arguments that it names. */
async function run(script: string, given: Given): Promise<string> {
  const transition = definedTransitions().get(script);
  expect(Object.keys(given).sort(), script).toEqual(transition?.args.toSorted());
  const reply = await transition?.run(center.state, given);
  expect(transition?.replyCodes).toContain(reply?.result);
  return reply?.result ?? '';
}
/** A step on the way to what is repeated: it must come to this. */
async function step(script: string, given: Given, code: string): Promise<void> {
  expect(await run(script, given), script).toBe(code);
}

// ---------------------------------------------------------------- how far a call has come

const call = 'c1';
const ready = async (agentId: string, queueIds?: string[]): Promise<void> => {
  await center.seat(agentId, queueIds);
  await center.agents.askState(agentId, 'ready', '');
};
const waiting = async (): Promise<void> => {
  await center.arrive(call);
  await center.routing.queueCall(call, 'service');
};
/** At seat 1001 under generation 1. */
const ringing = async (): Promise<void> => {
  await ready('1001');
  await waiting();
};
const talking = async (): Promise<void> => {
  await ringing();
  await center.routing.answerOffer(call, 1);
};
const inWrapUp = async (): Promise<void> => {
  await talking();
  await center.calls.endCall(call, { endedBy: 'customer' });
};
const leg = { callId: call, owner: '1001', by: '1001', kind: 'seat', who: '1002', role: 'consult', ringMs: 0 };
/** Seat 1002 rings as leg 2 of a talk. */
const asking = async (more: Given = {}): Promise<void> => {
  await talking();
  await center.seat('1002');
  await step('add-leg', { ...leg, ...more }, 'added');
};
const consulting = async (): Promise<void> => {
  await asking();
  await step('answer-leg', { callId: call, offerGen: 2 }, 'answered');
};
/** A callback for the caller, due. */
const owed = async (): Promise<void> => {
  await waiting();
  await step('request-callback', { callId: call, callbackId: 'c2', goodbyeMs: 20_000, why: '' }, 'requested');
};
const dialling = async (): Promise<void> => {
  await owed();
  await ready('1001');
  await step('retry-callback', { callId: 'c2', maxTries: 3 }, 'queued');
  await step('answer-offer', { callId: 'c2', offerGen: 1, dialLimitMs: 35_000 }, 'answered');
};
const toPlace = {
  callId: call,
  agentId: '1001',
  call: {
    direction: 'outbound',
    node: 'node1',
    hotline: '4000',
    number: '13800138000',
    callee: '+8613800138000',
    e164: '+8613800138000',
    calleeId: '',
    queueId: 'service',
    ringCycleMs: 5000,
  },
  seatMs: 8000,
  limits: { minute: 5, hour: 5, day: 5 },
};
const away = { callId: call, queueId: 'service', why: 'full', endWhy: '', limitMs: 30_000, otherwise: '' };
const goneTo = async (to: string, number = ''): Promise<void> => {
  await waiting();
  await step('take-over', { ...away, to, number }, 'away');
};
const voting = async (): Promise<void> => {
  await center.redis.hset(center.keys.queue('service'), 'asksVote', '1');
  await talking();
  await center.calls.endCall(call, { endedBy: 'agent' });
};
const menuMove = {
  menu: 'main',
  version: 1,
  step: 'first',
  tries: 0,
  digits: '',
  waitMs: 15_000,
  speaks: true,
  digit: '',
  language: '',
  need: '',
  to: '',
  queueId: '',
  target: '',
};
const helpWanted = async (): Promise<void> => {
  await talking();
  await step('ask-help', { agentId: '1001', callId: call, reason: 'angry' }, 'asked');
};
const alarm = { name: 'longestWait:service', kind: 'longestWait', agentId: '', queueId: 'service', callId: '' };
const seat = {
  agentId: '1001',
  name: '',
  teamId: '',
  teamName: '',
  queues: ['service'],
  silentMs: 60_000,
  skills: '{}',
  onlyIfThere: false,
};
const customer = {
  e164: '+8613800138000',
  numberKind: 'mobile',
  customerId: '7',
  customerName: '王芳',
  tier: 'vip',
};
const quality = JSON.stringify({
  mos: 4.2,
  lowestMos: 4,
  lostShare: 0,
  sentLostShare: 0,
  jitterMs: 3,
  roundTripMs: null,
  soundLostMs: 0,
  measuredMs: 9000,
});
const words = { categoryId: 'other', result: 'resolved', note: 'half' };

// ---------------------------------------------------------------- what is repeated

interface Repeat {
  /** The script, and in what case. */
  of: string;
  before?: () => Promise<unknown>;
  given: Given;
  codes: [first: string, second: string];
  /** What the repeat changes all the same, as its header says; see readAll. */
  changes?: string[];
}
const agentId = '1001';
const callId = call;
const repeats: Repeat[] = [
  // lead-room
  { of: 'ask-help', before: talking, given: { agentId, callId, reason: 'angry' }, codes: ['asked', 'asked'] },
  {
    of: 'see-help',
    before: helpWanted,
    given: { agentId, callId, byAgentId: '9001', byName: 'Lead' },
    codes: ['seen', 'seen'],
  },
  { of: 'withdraw-help', before: helpWanted, given: { agentId, callId }, codes: ['withdrawn', 'gone'] },
  { of: 'raise-alarm', given: alarm, codes: ['raised', 'standing'] },
  {
    of: 'end-alarm',
    before: () => step('raise-alarm', alarm, 'raised'),
    given: { name: alarm.name },
    codes: ['ended', 'gone'],
  },
  {
    of: 'acknowledge-alarm',
    given: { alarmId: 'longestWait:service:1', byAgentId: '9001' },
    codes: ['acknowledged', 'acknowledged'],
    changes: ['events alarm.acknowledged'],
  },

  // agents
  { of: 'sign-in-seat', given: seat, codes: ['signedIn', 'already'] },
  {
    of: 'ask-state, ready',
    before: () => center.seat(agentId),
    given: { agentId, to: 'ready', reason: '', isOwn: true },
    codes: ['changed', 'changed'],
  },
  {
    of: 'ask-state, not ready in a call',
    before: talking,
    given: { agentId, to: 'notReady', reason: 'break', isOwn: true },
    codes: ['pending', 'pending'],
  },
  { of: 'leave-unless-heard', before: () => center.seat(agentId), given: { agentId }, codes: ['waits', 'waits'] },
  {
    of: 'seat-alive',
    before: () => ready(agentId),
    given: { agentId, isRegistered: '0', hasMicrophone: '', isHeard: false },
    codes: ['alive', 'alive'],
  },
  {
    of: 'seat-alive, heard',
    before: () => ready(agentId),
    given: { agentId, isRegistered: '1', hasMicrophone: '1', isHeard: true },
    codes: ['alive', 'alive'],
    changes: ['deadlines life:1001'],
  },
  {
    of: 'check-life',
    before: async () => {
      await ready(agentId);
      await center.agents.seatAlive(agentId, { isRegistered: false, isHeard: false });
    },
    given: { agentId },
    codes: ['notReady', 'fine'],
    changes: ['deadlines life:1001'],
  },
  {
    of: 'place-phone',
    before: () => center.seat(agentId),
    given: { agentId, number: '13900139000' },
    codes: ['placed', 'placed'],
  },
  {
    of: 'free-seat',
    before: async () => {
      await center.seat(agentId);
      await center.redis.hset(center.keys.agent(agentId), { state: 'talking', callId: 'ghost' });
    },
    given: { agentId, callId: 'ghost' },
    codes: ['freed', 'fine'],
  },

  // calls
  {
    of: 'arrive-call',
    given: {
      callId,
      channelId: 'channel-c1',
      node: 'node1',
      hotline: '4000',
      callerNumber: '13800138000',
      ringCycleMs: 5000,
      greetLeadMs: 200,
      arrivedAtMs: 0,
      canonicalNumber: '+8613800138000',
    },
    codes: ['arrived', 'known'],
  },
  {
    of: 'identify-call, looked up',
    before: waiting,
    given: { callId, ...customer, shownNumber: '13800138000', agentId: '', lookUp: 'found' },
    codes: ['identified', 'known'],
  },
  {
    of: 'identify-call, as its seat says',
    before: talking,
    given: { callId, ...customer, shownNumber: '13800138000', agentId, lookUp: '' },
    codes: ['identified', 'identified'],
    changes: ['events call.identified'],
  },
  { of: 'center-answer', before: () => center.arrive(call), given: { callId }, codes: ['greet', 'answered'] },
  ...(
    [
      ['while ringing', ringing, 'customer'],
      ['while talking', talking, 'agent'],
      ['in a consultation', consulting, 'customer'],
    ] as const
  ).map(
    ([when, before, endedBy]): Repeat => ({
      of: `end-call, ${when}`,
      before,
      given: { callId, endedBy, cause: 16, why: '', outcome: '', talkingGen: '', voteMs: 18_000 },
      codes: ['ended', 'gone'],
    }),
  ),
  {
    of: 'record-gone-caller',
    given: {
      callId,
      channelId: 'channel-c1',
      node: 'node1',
      hotline: '4000',
      callerNumber: '13800138000',
      ringCycleMs: 5000,
      arrivedAtMs: 1000,
      endedAtMs: 7000,
      queueId: 'service',
      ...customer,
      isLost: false,
      canonicalNumber: '+8613800138000',
    },
    codes: ['recorded', 'known'],
  },
  {
    of: 'report-quality',
    before: talking,
    given: { callId, agentId, legId: 'l1', nowMos: '4.20', leg: quality, isOver: false },
    codes: ['kept', 'kept'],
  },
  {
    of: 'report-quality, the last word',
    before: talking,
    given: { callId, agentId, legId: 'l1', nowMos: '4.20', leg: quality, isOver: true },
    codes: ['kept', 'kept'],
    changes: ['events call.qualityMeasured'],
  },
  {
    of: 'report-sound',
    before: talking,
    given: { callId, agentId, legId: 'l1', isLost: true, direction: 'in' },
    codes: ['noted', 'unchanged'],
  },

  // routing
  {
    of: 'queue-call',
    before: () => center.arrive(call),
    given: { callId, queueId: 'service', priority: -1, needs: '', ownAgent: '' },
    codes: ['queued', 'wrongState'],
  },
  {
    of: 'answer-offer',
    before: ringing,
    given: { callId, offerGen: 1, dialLimitMs: 35_000 },
    codes: ['answered', 'answered'],
  },
  {
    of: 'end-offer',
    before: ringing,
    given: { callId, offerGen: 1, cause: 'ignored', kind: 'expired' },
    codes: ['requeued', 'stale'],
  },
  { of: 'withdraw-offer', before: ringing, given: { callId, offerGen: 1 }, codes: ['requeued', 'stale'] },
  { of: 'pick-up', before: ringing, given: { callId, offerGen: 1, keyMs: 20_000 }, codes: ['pickedUp', 'again'] },
  { of: 'match-pool', before: ringing, given: { pool: 'service' }, codes: ['matched', 'matched'] },
  { of: 'look-again', before: waiting, given: { callId }, codes: ['looked', 'looked'] },
  {
    of: 'regroup-queue',
    before: waiting,
    given: { queueId: 'service', from: 0, count: 500 },
    codes: ['regrouped', 'regrouped'],
  },
  {
    of: 'move-call',
    before: waiting,
    given: { callId, fromQueueId: 'service', toQueueId: 'night', why: 'full' },
    codes: ['moved', 'elsewhere'],
  },
  { of: 'set-priority', before: waiting, given: { callId, priority: 7 }, codes: ['changed', 'changed'] },
  {
    of: 'pull-call, to a ready seat',
    before: async () => {
      await waiting();
      await ready('1002', ['night']);
    },
    given: { callId, agentId: '1002', byAgentId: '9001', keptMs: 600_000 },
    codes: ['offered', 'notWaiting'],
  },
  {
    of: 'pull-call, to a busy seat',
    before: async () => {
      await talking();
      await center.routing.queueCall(await center.arrive('c2'), 'service');
    },
    given: { callId: 'c2', agentId, byAgentId: '9001', keptMs: 600_000 },
    codes: ['kept', 'kept'],
    changes: ['call:c2 ownUntil', 'deadlines own:c2', 'events routing.callPulled'],
  },
  {
    of: 'preview-call',
    before: () => ready(agentId),
    given: { queueId: 'service', priority: -1, ownAgent: '' },
    codes: ['previewed', 'previewed'],
  },
  { of: 'explain-wait', before: waiting, given: { callId }, codes: ['explained', 'explained'] },
  { of: 'due-deadlines', before: waiting, given: { most: 100 }, codes: ['due', 'due'] },
  {
    of: 'postpone-deadline',
    before: () => center.redis.zadd(center.keys.deadlines, 1, 'greet:c9'),
    given: { member: 'greet:c9', waitMs: 60_000 },
    codes: ['postponed', 'gone'],
  },

  // talking
  { of: 'hold-call', before: talking, given: { callId, agentId, on: true }, codes: ['held', 'unchanged'] },
  {
    of: 'hold-call, back',
    before: async () => {
      await talking();
      await step('hold-call', { callId, agentId, on: true }, 'held');
    },
    given: { callId, agentId, on: false },
    codes: ['retrieved', 'unchanged'],
  },
  { of: 'mute-call', before: talking, given: { callId, agentId, on: true }, codes: ['muted', 'muted'] },
  {
    of: 'start-recording',
    before: talking,
    given: { callId, recordingId: 'r1', offerGen: 1 },
    codes: ['started', 'already'],
  },
  { of: 'omit-recording', before: talking, given: { callId, why: 'queueSetting' }, codes: ['omitted', 'already'] },
  ...([true, false] as const).map(
    (on): Repeat => ({
      of: `pause-recording, ${on ? 'silent' : 'on again'}`,
      before: async () => {
        await talking();
        await step('start-recording', { callId, recordingId: 'r1', offerGen: 1 }, 'started');
        if (!on) await step('pause-recording', { callId, agentId, on: true, limitMs: 60_000 }, 'paused');
      },
      given: { callId, agentId, on, limitMs: 60_000 },
      codes: [on ? 'paused' : 'resumed', 'unchanged'],
    }),
  ),
  {
    of: 'rejoin-call',
    before: talking,
    given: { callId, agentId, ringMs: 10_000 },
    codes: ['ring', 'ring'],
    changes: ['call:c1 gen', 'call:c1 rejoinGen', 'events call.rejoining'],
  },
  { of: 'seat-away', before: talking, given: { callId, offerGen: 1, limitMs: 20_000 }, codes: ['away', 'away'] },
  {
    of: 'seat-back',
    before: async () => {
      await talking();
      await step('seat-away', { callId, offerGen: 1, limitMs: 20_000 }, 'away');
    },
    given: { callId, offerGen: 1 },
    codes: ['back', 'stale'],
  },
  { of: 'leave-seat', before: talking, given: { callId, offerGen: 1 }, codes: ['queued', 'stale'] },

  // legs
  {
    of: 'add-leg',
    before: async () => {
      await talking();
      await center.seat('1002');
    },
    given: leg,
    codes: ['added', 'again'],
  },
  { of: 'answer-leg', before: asking, given: { callId, offerGen: 2 }, codes: ['answered', 'answered'] },
  {
    of: 'end-leg',
    before: consulting,
    given: { callId, offerGen: 2, cause: 'gaveUp', owner: agentId },
    codes: ['ended', 'stale'],
  },
  {
    of: 'hand-over',
    before: consulting,
    given: { callId, owner: agentId, talkingGen: '', offerGen: '', how: 'attended' },
    codes: ['handedOver', 'again'],
  },
  {
    of: 'ring-again',
    before: asking,
    given: { callId, offerGen: 2, agentId: '1002' },
    codes: ['ring', 'stale'],
  },
  {
    of: 'restore-call',
    given: { callId, call: { state: 'talking', channelId: 'lost', legs: '', agentId }, greetLeadMs: 200 },
    codes: ['talking', 'known'],
  },
  {
    of: 'restore-seat',
    given: { agentId, seat: { state: 'notReady', reason: 'break', silentMs: '5000', queues: '[]', pools: '[]' } },
    codes: ['restored', 'known'],
  },
  { of: 'join-call', before: consulting, given: { callId, owner: agentId }, codes: ['joined', 'again'] },
  {
    of: 'swap-call, to the customer',
    before: consulting,
    given: { callId, owner: agentId, with: 'customer' },
    codes: ['swapped', 'unchanged'],
  },
  {
    of: 'swap-call, to who is consulted',
    before: async () => {
      await consulting();
      await step('swap-call', { callId, owner: agentId, with: 'customer' }, 'swapped');
    },
    given: { callId, owner: agentId, with: 'consulted' },
    codes: ['swapped', 'unchanged'],
  },
  ...(['1002', 'night'] as const).map(
    (who): Repeat => ({
      of: `transfer-call, to ${who}`,
      before: async () => {
        await talking();
        await center.seat('1002');
      },
      given: { callId, owner: agentId, how: 'blind', to: who === 'night' ? 'queue' : 'seat', who, ringMs: 0 },
      codes: ['transferred', 'again'],
    }),
  ),
  {
    of: 'change-coaching',
    before: async () => {
      await asking({ kind: 'lead', role: 'listen', owner: '', by: '1002' });
      await step('answer-leg', { callId, offerGen: 2 }, 'answered');
    },
    given: { callId, leadId: '1002', role: 'whisper' },
    codes: ['changed', 'again'],
  },

  // callbacks, calls of seats
  {
    of: 'request-callback',
    before: waiting,
    given: { callId, callbackId: 'c2', goodbyeMs: 20_000, why: '' },
    codes: ['requested', 'notWaiting'],
  },
  { of: 'retry-callback', before: owed, given: { callId: 'c2', maxTries: 3 }, codes: ['queued', 'gone'] },
  {
    of: 'customer-reached',
    before: dialling,
    given: { callId: 'c2', channelId: 'customer-c2.1' },
    codes: ['reached', 'reached'],
  },
  {
    of: 'customer-not-reached',
    before: dialling,
    given: { callId: 'c2', cause: 19, maxTries: 3, retryMs: 60_000 },
    codes: ['notReached', 'stale'],
  },
  { of: 'place-call', before: () => center.seat(agentId), given: toPlace, codes: ['placed', 'placed'] },
  {
    of: 'join-seat',
    before: async () => {
      await center.seat(agentId);
      await step('place-call', toPlace, 'placed');
    },
    given: { callId, dialLimitMs: 35_000 },
    codes: ['dial', 'dial'],
  },

  // what the center does itself
  {
    of: 'take-over',
    before: waiting,
    given: { ...away, to: 'message', number: '' },
    codes: ['away', 'away'],
    changes: ['deadlines away:c1'],
  },
  {
    of: 'answer-number',
    before: () => goneTo('number', '02112345678'),
    given: { callId },
    codes: ['answered', 'answered'],
  },
  {
    of: 'wait-longer',
    before: waiting,
    given: { member: 'overflow:c1', waitMs: 5000, callId },
    codes: ['waiting', 'waiting'],
    changes: ['deadlines overflow:c1'],
  },
  {
    of: 'start-voicemail',
    before: () => goneTo('voicemail'),
    given: { callId, recordingId: 'v1', file: 'v1.wav' },
    codes: ['started', 'started'],
  },
  {
    of: 'announce',
    before: async () => {
      await center.redis.hset(center.keys.queue('service'), 'announceEveryMs', 30_000);
      await waiting();
      await step('center-answer', { callId }, 'greet');
    },
    given: { callId, estimateMs: 60_000, isSaid: true, namesKey: true },
    codes: ['speak', 'speak'],
    changes: ['deadlines announce:c1', 'events waiting.announced'],
  },
  {
    of: 'move-menu',
    before: () => center.arrive(call),
    given: { callId, round: 0, digits: '', move: menuMove },
    codes: ['moved', 'stale'],
  },
  {
    of: 'leave-menu',
    before: async () => {
      await center.arrive(call);
      await step('move-menu', { callId, round: 0, digits: '', move: menuMove }, 'moved');
    },
    given: { callId },
    codes: ['left', 'left'],
  },
  { of: 'give-vote', before: voting, given: { callId, digit: '5', thanksMs: 5000 }, codes: ['given', 'ignored'] },
  { of: 'ask-again', before: voting, given: { callId, waitMs: 18_000 }, codes: ['again', 'over'] },
  { of: 'end-vote', before: voting, given: { callId, why: 'noAnswer' }, codes: ['ended', 'gone'] },

  // writing up
  {
    of: 'finish-wrap-up',
    before: inWrapUp,
    given: { agentId, callId, ...words },
    codes: ['finished', 'notInWrapUp'],
  },
  {
    of: 'finish-wrap-up, by its limit',
    before: inWrapUp,
    given: { agentId, callId, categoryId: '', result: '', note: '' },
    codes: ['finished', 'notInWrapUp'],
  },
  { of: 'write-note', before: talking, given: { agentId, callId, rev: 0, ...words }, codes: ['written', 'behind'] },
  { of: 'say-to-next', before: talking, given: { agentId, callId, said: 'wants Ana' }, codes: ['said', 'said'] },
  {
    of: 'amend-wrap-up',
    before: async () => {
      await inWrapUp();
      await step('finish-wrap-up', { agentId, callId, ...words }, 'finished');
    },
    given: { agentId, callId, ...words, startedAtMs: 0 },
    codes: ['amended', 'amended'],
    changes: ['events wrapUp.amended', 'written:c1 1001'],
  },
];

/** Everything the center keeps in Redis, field by field, but for what only tells that somebody asked; of events how many. */
async function readAll(): Promise<Map<string, unknown>> {
  const { redis, keys } = center;
  const all = new Map<string, unknown>();
  for (const name of await redis.keys(`${keys.base}*`)) {
    const put = (field: string, value: unknown) => all.set(`${name.slice(keys.base.length + 1)} ${field}`, value);
    switch (await redis.type(name)) {
      case 'hash':
        for (const [field, value] of Object.entries(await redis.hgetall(name))) put(field, value);
        all.delete(`${name.slice(keys.base.length + 1)} seq`);
        all.delete(`${name.slice(keys.base.length + 1)} seen`);
        break;
      case 'set':
        for (const member of await redis.smembers(name)) put(member, true);
        break;
      case 'zset':
        for (const member of await redis.zrange(name, 0, '-1')) put(member, await redis.zscore(name, member));
        break;
      case 'list':
        put('', await redis.lrange(name, 0, -1));
        break;
      case 'string':
        put('', await redis.get(name));
        break;
      default:
        for (const { type } of await center.events()) put(type, Number(all.get(`events ${type}`) ?? 0) + 1);
    }
  }
  return all;
}

describe('a transition called twice', () => {
  it.each(repeats)('$of changes nothing the second time, or what it says', async (repeat) => {
    const [script = ''] = repeat.of.split(', ');
    await repeat.before?.();
    nowMs += 1000;
    expect(await run(script, repeat.given)).toBe(repeat.codes[0]);
    const after = await readAll();
    nowMs += 1000;
    expect(await run(script, repeat.given)).toBe(repeat.codes[1]);
    const again = await readAll();
    const changed = [...new Set([...after.keys(), ...again.keys()])].filter(
      (name) => JSON.stringify(after.get(name)) !== JSON.stringify(again.get(name)),
    );
    expect(changed.sort()).toEqual(repeat.changes ?? []);
  });

  it('is every one there is', () => {
    const files = readdirSync(new URL('../../server/src/', import.meta.url), { recursive: true, encoding: 'utf8' });
    const scripts = files.flatMap((file) => /\/lua\/([\w-]+)\.lua$/.exec(file)?.[1] ?? []);
    expect([...definedTransitions().keys()].sort()).toEqual(scripts.sort());
    expect([...new Set(repeats.map(({ of }) => of.split(', ')[0]))].sort()).toEqual(scripts);
  });
});

it('makes no second call for a channel whose call has just ended', async () => {
  await center.arrive(call);
  await center.calls.endCall(call, { endedBy: 'center' });
  const again = await center.calls.arriveCall({
    callId: 'second',
    channelId: `channel-${call}`,
    node: 'node1',
    hotline: '4000',
    callerNumber: '13800138000',
    canonicalNumber: '+8613800138000',
    ringCycleMs: 5000,
  });
  expect(again).toEqual({ result: 'known', callId: call });
  expect((await center.events()).filter(({ type }) => type === 'call.arrived')).toHaveLength(1);
});
