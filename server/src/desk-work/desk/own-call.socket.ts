import { DeclineOffer } from '@sansheng/shared/contracts/desk-work/desk';
import { MuteCall } from '@sansheng/shared/contracts/telephony/hold';
import { OnCall } from '@sansheng/shared/contracts/on-call';
import { PauseRecording } from '@sansheng/shared/contracts/telephony/recording';
import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import { holdCall, muteCall, rejoinCall, seatChannelIdOf } from '../../telephony/index.ts';
import { type DeskParts, ownCall } from './desk-parts.ts';

interface OwnCallParts extends DeskParts {
  show: (agentId: string) => Promise<void>;
}

/** The seat takes no part in a call any more, or not yet. */
export function addLeavingCommands(parts: OwnCallParts): void {
  const { commands, media, routing, legs, endCall } = parts;

  commands.add({
    name: 'offer.decline',
    access: seatRoles,
    body: DeclineOffer,
    handle: async ({ body, session }) => {
      const call = await ownCall(parts, body.callId, session.employeeNo);
      if (call.calleeId === session.employeeNo) {
        // A colleague's call has this seat's phone as its other side.
        if (call.state !== 'dialling') throw new UserError('wrongState');
        await media.hangUp(call.channelId, 'busy');
        return;
      }
      const rings = [...call.rings, ...call.legs.map(({ offerGen, who }) => ({ offerGen, agentId: who }))];
      if (!rings.some((ring) => ring.offerGen === body.offerGen && ring.agentId === session.employeeNo)) {
        throw new UserError('wrongState');
      }
      await routing.declineOffer(body.callId, body.offerGen);
    },
  });

  commands.add({
    name: 'call.hangUp',
    access: seatRoles,
    body: OnCall,
    handle: async ({ body, session }) => {
      const call = await ownCall(parts, body.callId, session.employeeNo);
      if (call.state === 'dialling' && call.talkingGen !== null) {
        // The seat leaves before its customer was reached: treated as if it had hung up its phone.
        await media.hangUp(seatChannelIdOf(body.callId, call.talkingGen));
        return;
      }
      const leg = call.legs.find((one) => one.who === session.employeeNo && one.kind !== 'number');
      if (leg !== undefined) {
        // A participant leaves alone: the others go on.
        await legs.end(body.callId, leg.offerGen, 'left');
        return;
      }
      // During a consultation the seat must decide what happens to the customer: end the call, or hand it over.
      const isConsulting = call.agentId === session.employeeNo && call.legs.some(({ role }) => role === 'consult');
      if (call.state !== 'talking' || isConsulting) throw new UserError('wrongState');
      await endCall(body.callId, { endedBy: 'agent', cause: 16 });
    },
  });
}

/** What the seat does while it talks. */
export function addTalkCommands(parts: OwnCallParts): void {
  const { state, commands, media, recordingPause } = parts;

  commands.add({
    name: 'call.rejoin',
    access: seatRoles,
    body: OnCall,
    isAutomatic: true,
    handle: async ({ body, session }) => {
      const rejoined = await rejoinCall(state, body.callId, session.employeeNo);
      if (rejoined.result !== 'ring') refuse(rejoined.result);
    },
  });

  commands.add({
    name: 'recording.pause',
    access: seatRoles,
    body: PauseRecording,
    handle: ({ body, session }) => recordingPause.set(body.callId, session.employeeNo, body.on),
  });

  for (const [name, on] of [
    ['call.hold', true],
    ['call.retrieve', false],
  ] as const) {
    commands.add({
      name,
      access: seatRoles,
      body: OnCall,
      handle: async ({ body, session }) => {
        const held = await holdCall(state, body.callId, session.employeeNo, on);
        if (held.result === 'notYourCall' || held.result === 'gone' || held.result === 'wrongState')
          refuse(held.result);
        if (held.result === 'held') await media.hold(body.callId, held.channelId);
        if (held.result === 'retrieved') await media.retrieve(body.callId, held.channelId);
      },
    });
  }
  commands.add({
    name: 'call.mute',
    access: seatRoles,
    body: MuteCall,
    handle: async ({ body, session }) => {
      const muted = await muteCall(state, body.callId, session.employeeNo, body.on);
      if (muted.result !== 'muted') return refuse(muted.result);
      await media.mute(body.callId, muted.channelId, body.on);
      await parts.show(session.employeeNo);
    },
  });
}

function refuse(result: 'notYourCall' | 'gone' | 'wrongState'): never {
  throw new UserError((result === 'gone' ? 'callGone' : result) satisfies ErrorCode);
}
