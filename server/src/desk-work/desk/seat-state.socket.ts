import { GoNotReady, SeatAlive } from '@sansheng/shared/contracts/desk-work/desk';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import { UserError } from '../../platform/http/user-error.ts';
import type { DeskParts } from './desk-parts.ts';
import { readDesk } from './show-desk.socket.ts';

interface SeatStateParts extends DeskParts {
  show: (agentId: string) => Promise<void>;
}

/** The seat comes, shows that it lives, and says whether it is ready. */
export function addSeatStateCommands(parts: SeatStateParts): void {
  const { commands, agents, openSeat, routing, screenPops, words } = parts;

  commands.add({
    name: 'desk.load',
    access: seatRoles,
    body: z.object({}),
    isAutomatic: true,
    handle: async ({ session }) => {
      await openSeat(session.employeeNo);
      const read = await readDesk(parts, session.employeeNo);
      if (read === null) throw new UserError('unavailable');
      const { desk, call } = read;
      if (call !== null) return { desk, screenPop: await screenPops.open(call) };
      return { desk, screenPop: desk.wrapUp === null ? null : await screenPops.openEnded(desk.wrapUp.callId) };
    },
  });

  commands.add({
    name: 'agent.alive',
    access: seatRoles,
    body: SeatAlive,
    isAutomatic: true,
    handle: async ({ body, session }) => {
      const agentId = session.employeeNo;
      // A mirror tab proves nothing: the phone and the microphone belong to the leader tab.
      if (!body.isLeader) return { serverNowMs: Date.now() };
      const say = () => agents.seatAlive(agentId, { hasMicrophone: body.hasMicrophone, isHeard: true });
      let alive = await say();
      if (alive.result === 'unknown') {
        await openSeat(agentId);
        alive = await say();
      }
      // Asterisk decides what is registered. Where the browser disagrees, Asterisk is asked.
      if (alive.result === 'alive' && alive.isRegistered !== body.isRegistered) {
        const isRegistered = await routing.isPhoneRegistered(agentId);
        if (isRegistered !== alive.isRegistered) await agents.seatAlive(agentId, { isRegistered, isHeard: true });
      }
      return { serverNowMs: Date.now() };
    },
  });

  commands.add({
    name: 'agent.goReady',
    access: seatRoles,
    body: z.object({}),
    handle: async ({ session }) => {
      const agent = await agents.readAgent(session.employeeNo);
      if (agent === null || agent.state === 'offline') await openSeat(session.employeeNo);
      await askState(parts, session.employeeNo, 'ready', '');
    },
  });
  commands.add({
    name: 'agent.goNotReady',
    access: seatRoles,
    body: GoNotReady,
    handle: async ({ body, session }) => {
      if (!(await words.isReason(body.reason))) throw new UserError('unknownReason', { field: 'reason' });
      await askState(parts, session.employeeNo, 'notReady', body.reason);
    },
  });
}

async function askState(
  { agents, show }: SeatStateParts,
  agentId: string,
  to: 'ready' | 'notReady',
  reason: string,
): Promise<void> {
  await agents.stayAfterAll(agentId);
  const { result } = await agents.askState(agentId, to, reason);
  if (result === 'phoneNotRegistered' || result === 'microphoneMissing') throw new UserError(result);
  if (result === 'unknown') throw new UserError('wrongState');
  if (result === 'pending') await show(agentId);
}
