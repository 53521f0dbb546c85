import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore } from '../agents/index.ts';
import { type CallMedia, type CallsStore, type EndCall, seatChannelIdOf } from '../calls/index.ts';
import type { Legs } from '../legs/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { EventTail, LiveState } from '../live-state/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { leaveSeat, seatAway, seatBack } from './rejoin.store.ts';

export interface SeatAwayParts {
  state: LiveState;
  ari: AriClient;
  calls: CallsStore;
  agents: AgentsStore;
  media: CallMedia;
  legs: Legs;
  endCall: EndCall;
  /** How long the customer of an absent seat hears music before another seat may take the call. */
  seatAwayMs: number;
  commands: Pick<CommandTable, 'onDisconnect'>;
  events: EventTail;
  deadlines: Deadlines;
  node: NodeHooks;
  log: Logger;
}

/** Interval of checking whether a seat's audio still arrives; a phone sends fifty packets in it. */
const LOOK_MS = 1000;

/**
 * A seat whose page or network is lost during a conversation. Signalling is also lost when the server dies, while the
 * audio goes on: a seat is away only when no packets arrive from it any more.
 */
export function seatAwayFeature(parts: SeatAwayParts) {
  const { state, ari, calls, agents, media, legs, log } = parts;
  const followed = new Set<string>();

  /** Packets that came from the seat; null when its channel is gone. */
  async function packetsFrom(callId: string, offerGen: number): Promise<number | null> {
    const stats = await ari.channels.rtpstatistics({ channelId: seatChannelIdOf(callId, offerGen) });
    return stats === 'gone' ? null : stats.rxcount;
  }

  async function follow(callId: string, offerGen: number, agentId: string): Promise<void> {
    const leg = seatChannelIdOf(callId, offerGen);
    if (followed.has(leg)) return;
    followed.add(leg);
    try {
      let before = await packetsFrom(callId, offerGen);
      while (before !== null) {
        await delay(LOOK_MS, undefined, { ref: false });
        const packets = await packetsFrom(callId, offerGen);
        const call = await calls.readCall(callId);
        if (packets === null || call?.state !== 'talking' || call.talkingGen !== offerGen) return;
        const isSilent = packets === before;
        before = packets;
        // A phone that never sent anything is not judged by it.
        if (isSilent && packets > 0 && call.awaySinceMs === null) await goesAway(callId, offerGen);
        else if (!isSilent && call.awaySinceMs !== null) await comesBack(callId, offerGen);
        else if (!isSilent && (await agents.readAgent(agentId))?.isRegistered === true) return;
      }
    } catch (error) {
      log.warn({ err: error, callId, offerGen }, 'could not determine whether a seat is there');
    } finally {
      followed.delete(leg);
    }
  }

  async function goesAway(callId: string, offerGen: number): Promise<void> {
    const left = await seatAway(state, callId, offerGen, parts.seatAwayMs);
    if (left.result !== 'away') return;
    log.info({ callId, offerGen }, 'the seat is away, its customer hears music');
    if (!left.isHeld) await media.place(callId, [left.channelId], 'music');
  }
  async function comesBack(callId: string, offerGen: number): Promise<void> {
    const found = await seatBack(state, callId, offerGen);
    if (found.result !== 'back') return;
    log.info({ callId, offerGen }, 'the seat is back');
    if (!found.isHeld) await media.place(callId, [found.channelId], 'call');
  }

  /** Watches the conversation of a seat whose phone or page was lost. */
  async function look(agentId: string): Promise<void> {
    const agent = await agents.readAgent(agentId);
    if (agent?.state !== 'talking' || agent.callId === null) return;
    const call = await calls.readCall(agent.callId);
    if (call?.state !== 'talking' || call.agentId !== agentId || call.talkingGen === null) return;
    await follow(call.callId, call.talkingGen, agentId);
  }

  /** The seat has been away for too long, or Asterisk has given up its leg. False: there is nothing to end. */
  async function gone(callId: string, offerGen: number): Promise<boolean> {
    const left = await leaveSeat(state, callId, offerGen);
    if (left.result === 'others') return legs.seatLeft(callId, offerGen);
    if (left.result === 'noQueue') {
      return (await parts.endCall(callId, { endedBy: 'agent', why: 'seatAway', talkingGen: offerGen })) === 'ended';
    }
    if (left.result !== 'queued') return false;
    log.info({ callId, offerGen }, 'the seat stayed away, its customer waits for another seat seat');
    await media.place(callId, [left.channelId], 'music');
    for (const gen of left.gone) await media.hangUp(seatChannelIdOf(callId, gen), 'normal');
    await legs.clear(callId, left.ended);
    return true;
  }

  parts.deadlines.on('seatAway', ({ callId, offerGen }) => gone(callId, offerGen));
  parts.events.on('agent.phoneChanged', ({ agentId, data }) => (data.isRegistered ? null : look(agentId)));
  parts.commands.onDisconnect((_socket, { employeeNo }) => look(employeeNo));
  // Whoever was away is looked after again.
  parts.node.onAdopt('afterCalls', 'seatAway', async () => {
    for (const agentId of await agents.seatIds())
      look(agentId).catch((error) => log.warn({ err: error, agentId }, 'could not determine whether a seat is there'));
  });
  return { gone };
}
export type SeatAway = ReturnType<typeof seatAwayFeature>;
