import { OnCall } from '@sansheng/shared/contracts/on-call';
import { DropLeg } from '@sansheng/shared/contracts/telephony/transfer';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import { seatChannelIdOf } from '../calls/index.ts';
import { ownCall, refuse, type TransferParts } from './transfer-parts.ts';
import { joinCall } from './transfer.store.ts';

/** All talk together; whoever was added may be sent away again. */
export function addConferenceCommands(parts: TransferParts): void {
  const { state, commands, legs, media } = parts;

  commands.add({
    name: 'conference.join',
    access: seatRoles,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const joined = await joinCall(state, callId, session.employeeNo);
      if (joined.result === 'again') return;
      if (joined.result !== 'joined') refuse(joined);
      await media.place(callId, [joined.channelId, seatChannelIdOf(callId, joined.offerGen)], 'call');
    },
  });

  commands.add({
    name: 'conference.drop',
    access: seatRoles,
    body: DropLeg,
    handle: async ({ body: { callId, offerGen }, session }) => {
      const call = await ownCall(parts, callId, session.employeeNo);
      const leg = call.legs.find((one) => one.offerGen === offerGen);
      if (leg === undefined) return;
      if (leg.role !== 'conference') throw new UserError('wrongState');
      await legs.end(callId, offerGen, 'dropped', session.employeeNo);
    },
  });
}
