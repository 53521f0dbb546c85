import { OnCall } from '@sansheng/shared/contracts/on-call';
import { TransferCall } from '@sansheng/shared/contracts/telephony/transfer';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import { seatChannelIdOf } from '../calls/index.ts';
import { NUMBER_RING_MS } from '../legs/index.ts';
import { addConferenceCommands } from './conference.socket.ts';
import { addConsultCommands } from './consult.socket.ts';
import { refuse, sayFor, targetOf, type TransferParts } from './transfer-parts.ts';
import { addTransferTargetsCommand } from './transfer-targets.socket.ts';
import { transferCall } from './transfer.store.ts';

/** What the seat that has a call may ask for: transfer, consultation, conference. */
export function transferFeature(parts: TransferParts): void {
  addTransferTargetsCommand(parts);
  addTransferCommands(parts);
  addConsultCommands(parts);
  addConferenceCommands(parts);
}

function addTransferCommands(parts: TransferParts): void {
  const { commands, calls, overflow } = parts;
  commands.add({
    name: 'transfer.blind',
    access: seatRoles,
    body: TransferCall,
    handle: async ({ body: { callId, to, said }, session }) => {
      await sayFor(parts, callId, session.employeeNo, said);
      if (to.kind === 'queue') {
        if (!overflow.isOpen(to.queueId)) throw new UserError('queueClosed', { field: 'to' });
        await transfer(parts, callId, session.employeeNo, 'blind', { to: 'queue', who: to.queueId });
        return;
      }
      const { kind, who } = await targetOf(parts, to, session.roles);
      await transfer(parts, callId, session.employeeNo, 'blind', { to: kind, who });
    },
  });

  commands.add({
    name: 'transfer.handBack',
    access: seatRoles,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const call = await calls.readCall(callId);
      if (call === null) throw new UserError('callGone');
      const who = call.transferredBy ?? '';
      // The seat that handed it back is now the one that transferred it.
      if (call.agentId !== session.employeeNo && who !== session.employeeNo) throw new UserError('notYourCall');
      if (who === session.employeeNo && call.agentId !== session.employeeNo) return;
      if (who === '') throw new UserError('wrongState');
      await transfer(parts, callId, session.employeeNo, 'handedBack', { to: 'seat', who });
    },
  });
}

async function transfer(
  { state, media, legs }: TransferParts,
  callId: string,
  owner: string,
  how: 'blind' | 'handedBack',
  target: { to: 'seat' | 'queue' | 'number'; who: string },
): Promise<void> {
  const ringMs = target.to === 'number' ? NUMBER_RING_MS : 0;
  const moved = await transferCall(state, callId, owner, how, { ...target, ringMs });
  if (moved.result === 'again') return;
  if (moved.result !== 'transferred') refuse(moved);
  await media.place(callId, [moved.channelId], 'music');
  await media.hangUp(seatChannelIdOf(callId, moved.gone), 'normal');
  await legs.clear(callId, moved.ended);
  if (target.to === 'number') await legs.dial(callId, moved.offerGen, target.who);
}
