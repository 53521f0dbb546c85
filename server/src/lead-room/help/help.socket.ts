import { access } from '@sansheng/shared/domain/access';
import { OnCall } from '@sansheng/shared/contracts/on-call';
import { AskHelp, SeeHelp } from '@sansheng/shared/contracts/lead-room/help';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore, EventTail, LiveHandle } from '../../telephony/index.ts';
import { checkScope } from '../../people/index.ts';
import { askHelp, seeHelp, withdrawHelp } from './help.store.ts';

export interface HelpParts {
  state: LiveHandle;
  commands: CommandTable;
  agents: AgentsStore;
  events: EventTail;
  showSeat: (agentId: string) => Promise<void>;
}

/** Requests for help: made by the seat, seen by a lead, ended with the conversation at the latest. */
export function helpFeature({ state, commands, agents, events, showSeat }: HelpParts): void {
  for (const type of ['help.asked', 'help.seen', 'help.ended'] as const)
    events.on(type, ({ agentId }) => showSeat(agentId));

  commands.add({
    name: 'help.ask',
    access: seatRoles,
    body: AskHelp,
    handle: async ({ body, session }) => {
      const { result } = await askHelp(state, session.employeeNo, body.callId, body.reason);
      if (result !== 'asked') throw new UserError(result);
    },
  });
  commands.add({
    name: 'help.withdraw',
    access: seatRoles,
    body: OnCall,
    handle: async ({ body, session }) => {
      const { result } = await withdrawHelp(state, session.employeeNo, body.callId);
      if (result === 'gone') throw new UserError('wrongState');
    },
  });
  commands.add({
    name: 'help.see',
    access: access.room,
    body: SeeHelp,
    handle: async ({ body, session }) => {
      const seat = await agents.readAgent(body.agentId);
      if (seat === null) throw new UserError('seatOffline');
      checkScope(session, seat);
      const by = { agentId: session.employeeNo, name: session.name };
      if ((await seeHelp(state, body.agentId, body.callId, by)).result === 'gone') throw new UserError('callGone');
    },
  });
}
