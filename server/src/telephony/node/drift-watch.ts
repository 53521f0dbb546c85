import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { AriClient } from '../../platform/ari/index.ts';
import type { AgentsStore } from '../agents/index.ts';
import { type CallsStore, type EndCall, type LiveCall, seatChannelIdOf } from '../calls/index.ts';
import type { Legs } from '../legs/index.ts';
import { findMissing, type Missing } from './find-missing.ts';
import { findStrays } from './find-strays.ari.ts';
import type { Routing } from '../routing/index.ts';
import type { DeafChannels } from './deaf-channels.ari.ts';
import type { GoneCallers } from './gone-callers.ari.ts';
import { eachApart } from '../../platform/apart/each-apart.ts';

/** Pause between two checks; and its minimum as a multiple of a check, so that a large list is not read all day. */
const LOOK_MS = 5000;
const PAUSE_FACTOR = 50;

type DriftKind = 'callEnded' | 'legGone' | 'callFound' | 'strayChannel' | 'strayBridge' | 'stuckSeat';
interface Drift {
  /** The same drift has the same name each time: what of a call is missing, and its generation. */
  name: string;
  kind: DriftKind;
  heal: () => Promise<unknown>;
}

export interface DriftParts {
  ari: AriClient;
  app: string;
  nodeName: string;
  calls: CallsStore;
  agents: AgentsStore;
  routing: Routing;
  legs: Legs;
  endCall: EndCall;
  /** It is told of channels that still exist although their callers have hung up. */
  deafChannels: Pick<DeafChannels, 'isGivenUp' | 'leftBehind'>;
  /** The notes of callers who gave up before this server was connected may appear a moment later. */
  goneCallers: Pick<GoneCallers, 'look'>;
  metrics: Registry;
  log: Logger;
}

/**
 * Compares Asterisk, Redis and the seats every few seconds and corrects what was already wrong at the previous check:
 * for something wrong only once, the event may still be on its way. Each correction is counted in /metrics and logged.
 */
export function createDriftWatch(parts: DriftParts) {
  const { ari, calls, agents, endCall, log } = parts;
  const healed = new Counter({
    name: 'sansheng_drift_healed_total',
    help: 'Things that Asterisk, Redis and the seats did not agree on, by kind; each was corrected',
    labelNames: ['kind'] as const,
    registers: [parts.metrics],
  });
  let suspected = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;

  async function endWithout(call: LiveCall, missing: Missing): Promise<unknown> {
    if (missing.what !== 'seat') return endCall(call.callId, { endedBy: 'system', why: 'lineGone' });
    const { talkingGen } = missing;
    if (await parts.legs.seatLeft(call.callId, talkingGen)) return true;
    const how = { endedBy: 'agent', why: 'lineGone' } as const;
    return endCall(call.callId, call.state === 'talking' ? { ...how, talkingGen } : how);
  }

  async function compare(): Promise<Drift[]> {
    const [channelList, bridges] = await Promise.all([ari.channels.list({}), ari.bridges.list({})]);
    const [live, known, seatIds] = await Promise.all([
      calls.liveCalls(parts.nodeName),
      calls.callsByChannel(),
      agents.seatIds(),
    ]);
    const channels = new Set(channelList.map((channel) => channel.id));
    const byId = new Map(live.map((call) => [call.callId, call]));
    const drifts: Drift[] = [];
    const add = (kind: DriftKind, id: string, heal: Drift['heal']): void => {
      drifts.push({ name: `${kind}:${id}`, kind, heal });
    };

    for (const call of live) {
      const found = findMissing(call, { hasLine: known.get(call.channelId) === call.callId, channels });
      if (found !== null) add('callEnded', found.name, () => endWithout(call, found.missing));
      for (const { offerGen } of call.legs) {
        const channelId = seatChannelIdOf(call.callId, offerGen);
        if (!channels.has(channelId)) add('legGone', channelId, () => parts.legs.end(call.callId, offerGen, 'left'));
      }
    }
    const { strays, callers, leftBehind } = await findStrays(
      ari,
      parts.app,
      { channels: channelList, bridges },
      byId,
      (id) => known.has(id),
      parts.deafChannels.isGivenUp,
    );
    for (const channel of leftBehind) parts.deafChannels.leftBehind(channel);
    for (const { kind, id, remove } of strays) add(kind === 'channel' ? 'strayChannel' : 'strayBridge', id, remove);
    for (const { channel, hotline } of callers)
      add('callFound', channel.id, () => parts.routing.happenings.callerArrived(channel, hotline));
    for (const agent of await Promise.all(seatIds.map((agentId) => agents.readAgent(agentId)))) {
      if (agent === null || (agent.state !== 'offered' && agent.state !== 'talking')) continue;
      const { agentId } = agent;
      // A call of another node, or one that has just begun, is looked up.
      const call = agent.callId === null ? undefined : (byId.get(agent.callId) ?? (await calls.readCall(agent.callId)));
      const isOwn =
        call?.agentId === agentId ||
        call?.calleeId === agentId ||
        call?.rings.some((ring) => ring.agentId === agentId) ||
        call?.legs.some((leg) => leg.who === agentId);
      if (!isOwn)
        add('stuckSeat', `${agentId}:${agent.callId ?? ''}`, () => agents.freeSeat(agentId, agent.callId ?? ''));
    }
    return drifts;
  }

  async function look(): Promise<void> {
    const begunAtMs = performance.now();
    try {
      const drifts = await compare();
      const heal = async (drift: Drift): Promise<void> => {
        await drift.heal();
        log.warn({ drift: drift.name }, 'drift healed');
        healed.inc({ kind: drift.kind });
      };
      const onFailed = ({ name }: Drift, error: unknown) =>
        log.warn({ err: error, drift: name }, 'drift could not be healed, will retry');
      await eachApart(
        drifts.filter(({ name }) => suspected.has(name)),
        heal,
        { eachMs: 1000, allMs: 5000, onFailed },
      );
      suspected = new Set(drifts.map(({ name }) => name));
      await parts.goneCallers.look();
    } catch (error) {
      log.warn({ err: error }, 'could not check for drift');
    }
    const tookMs = performance.now() - begunAtMs;
    if (isRunning) timer = setTimeout(look, Math.max(LOOK_MS, tookMs * PAUSE_FACTOR));
  }

  return {
    look,
    start(): void {
      if (isRunning) return;
      isRunning = true;
      suspected = new Set();
      timer = setTimeout(look, LOOK_MS);
    },
    stop(): void {
      isRunning = false;
      clearTimeout(timer);
    },
  };
}
