import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import type { CallLeg, LiveAgent, LiveCall } from '../../telephony/index.ts';
import type { DeskParts } from './desk-parts.ts';
import { makeDeskSnapshot } from './desk-snapshot.ts';

type ShowParts = Pick<DeskParts, 'agents' | 'calls' | 'commands' | 'events' | 'isCoachingSeen'>;

/** Whatever happens to a seat ends in one change of its state, or in one of these on its call. */
const ofSeat = [
  'agent.stateChanged',
  'agent.phoneChanged',
  'call.answered',
  'routing.phonePickedUp',
  'recording.started',
  'outbound.dialled',
] as const;
/** Everybody in a call sees who else is in it. */
const ofCall = [
  'call.held',
  'call.retrieved',
  'call.takenOver',
  'leg.added',
  'leg.answered',
  'leg.roleChanged',
  'leg.held',
  'leg.retrieved',
  'leg.rejoined',
  'leg.ended',
  'recording.paused',
  'recording.resumed',
] as const;

export async function readDesk(
  parts: ShowParts,
  agentId: string,
): Promise<{ desk: DeskSnapshot; call: LiveCall | null } | null> {
  const { agents, calls } = parts;
  const agent = await agents.readAgent(agentId);
  if (agent === null) return null;
  const call = agent.callId === null ? null : await calls.readCall(agent.callId);
  const names = new Map([[agentId, agent.name]]);
  const seats =
    call === null
      ? []
      : [call.agentId ?? '', ...call.legs.flatMap(({ kind, who, by }) => (kind === 'number' ? by : [who, by]))];
  for (const other of new Set(seats)) {
    if (other !== '' && !names.has(other)) names.set(other, (await agents.readAgent(other))?.name ?? '');
  }
  const shown = call && { ...call, legs: call.legs.filter((leg) => isShown(parts, leg, agent)) };
  return { desk: makeDeskSnapshot(agent, shown, (other) => names.get(other) ?? '', Date.now()), call };
}

/** A lead who listens or whispers is shown if the center's policy says so, and to a seat that asked for help. */
function isShown({ isCoachingSeen }: ShowParts, { kind, role, who }: CallLeg, agent: LiveAgent): boolean {
  return kind !== 'lead' || role === 'barge' || who === agent.agentId || agent.help !== null || isCoachingSeen();
}

/** Sends each seat its desk when something on it has changed. */
export function createDeskShow(parts: ShowParts): { show: (agentId: string) => Promise<void> } {
  const { calls, commands, events } = parts;

  async function show(agentId: string): Promise<void> {
    if (!commands.isHere(agentId)) return;
    const read = await readDesk(parts, agentId);
    if (read !== null) commands.toAgent(agentId).emit('desk.changed', read.desk);
  }
  const changed = new Set<string>();
  let showing: Promise<unknown> | null = null;
  /** One step causes several events of a seat: the events received so far are shown together. */
  function showChanged(agentId: string): Promise<unknown> {
    changed.add(agentId);
    showing ??= Promise.resolve().then(() => {
      const all = [...changed];
      changed.clear();
      showing = null;
      return Promise.all(all.map(show));
    });
    return showing;
  }
  async function showAll({ callId }: { callId: string }): Promise<void> {
    const call = await calls.readCall(callId);
    if (call === null) return;
    const seats = call.legs.filter(({ kind }) => kind !== 'number').map(({ who }) => who);
    await Promise.all([call.agentId ?? '', call.calleeId ?? '', ...seats].map(showChanged));
  }
  for (const type of ofSeat) events.on(type, ({ agentId }) => showChanged(agentId));
  for (const type of ofCall) events.on(type, showAll);
  return { show };
}
