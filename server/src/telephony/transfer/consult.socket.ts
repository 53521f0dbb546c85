import { OnCall } from '@sansheng/shared/contracts/on-call';
import { ConsultOrAdd, SwapConsultation } from '@sansheng/shared/contracts/telephony/transfer';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { seatChannelIdOf } from '../calls/index.ts';
import { ownCall, refuse, sayFor, targetOf, type TransferParts } from './transfer-parts.ts';
import { swapCall } from './transfer.store.ts';

/** A consultation while the customer hears music; and what it has in common with a conference. */
export function addConsultCommands(parts: TransferParts): void {
  const { state, commands, legs, media } = parts;

  for (const [name, role] of [
    ['consult.start', 'consult'],
    ['conference.add', 'conference'],
  ] as const) {
    commands.add({
      name,
      access: seatRoles,
      body: ConsultOrAdd,
      handle: async ({ body: { callId, to, said }, session }) => {
        const owner = session.employeeNo;
        await sayFor(parts, callId, owner, said);
        const target = await targetOf(parts, to, session.roles);
        const added = await legs.add(callId, { owner, by: owner, role, ...target });
        if (added.result !== 'added' && added.result !== 'again') refuse(added);
      },
    });
  }

  commands.add({
    name: 'consult.swap',
    access: seatRoles,
    body: SwapConsultation,
    handle: async ({ body, session }) => {
      const { callId } = body;
      const swapped = await swapCall(state, callId, session.employeeNo, body.with);
      if (swapped.result === 'unchanged') return;
      if (swapped.result !== 'swapped') refuse(swapped);
      const consulted = seatChannelIdOf(callId, swapped.offerGen);
      const [away, near] = body.with === 'customer' ? [consulted, swapped.channelId] : [swapped.channelId, consulted];
      // One leaves before the other joins: they must not hear each other.
      await media.place(callId, [away], 'music');
      await media.place(callId, [near], 'call');
    },
  });

  for (const [name, how] of [
    ['consult.complete', 'attended'],
    ['conference.leave', 'left'],
  ] as const) {
    commands.add({
      name,
      access: seatRoles,
      body: OnCall,
      handle: async ({ body: { callId }, session }) => {
        const result = await legs.handOver(callId, how, { owner: session.employeeNo });
        if (result !== 'handedOver' && result !== 'again') refuse({ result });
      },
    });
  }

  commands.add({
    name: 'consult.giveUp',
    access: seatRoles,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const call = await ownCall(parts, callId, session.employeeNo);
      const consulted = call.legs.find(({ role }) => role === 'consult');
      // Already gone, by its own hang-up or an earlier attempt.
      if (consulted === undefined) return;
      await legs.end(callId, consulted.offerGen, 'gaveUp', session.employeeNo);
    },
  });
}
