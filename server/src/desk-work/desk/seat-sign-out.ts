import type { WriteAudit } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import {
  type AgentsStore,
  type LiveAgent,
  type EventTail,
  type LiveHandle,
  expireWrapUp,
} from '../../telephony/index.ts';
import type { SignIn } from '../../people/index.ts';

const busy: readonly LiveAgent['state'][] = ['offered', 'talking', 'wrapUp'];

/**
 * A seat cannot sign out while a customer is on its line: it is refused, or happens by itself once the call is over.
 */
export function seatSignOut(parts: {
  signIn: SignIn;
  commands: CommandTable;
  state: LiveHandle;
  agents: AgentsStore;
  events: EventTail;
  showSeat: (agentId: string) => Promise<void>;
  audit: WriteAudit;
}): void {
  const { signIn, commands, state, agents, events, audit } = parts;
  const { sessions } = signIn;
  const isBusy = async (agentId: string) => busy.includes((await agents.readAgent(agentId))?.state ?? 'offline');

  async function endDue(agentId: string): Promise<void> {
    for (const tokenHash of await agents.takeSignOuts(agentId)) {
      await sessions.end({ tokenHash, employeeNo: agentId }, 'signedOut');
      await audit({ employeeNo: agentId, action: 'signIn.ended', target: agentId, address: '' });
    }
  }

  signIn.askBeforeSignOut(async ({ employeeNo, tokenHash }, when) => {
    const agent = await agents.readAgent(employeeNo);
    if (agent === null || !busy.includes(agent.state)) return 'now';
    // What was written is kept, and remains a task of the seat.
    if (agent.state === 'wrapUp' && when === 'now') return 'now';
    if (when !== 'afterCall') throw new UserError('onCall');
    await agents.signOutLater(employeeNo, tokenHash);
    // If the person is also working in another browser, they go on there.
    const isElsewhere = commands
      .connectedSockets()
      .some(({ data: { session } }) => session.employeeNo === employeeNo && session.tokenHash !== tokenHash);
    if (!isElsewhere) await agents.askState(employeeNo, 'offline', '');
    if (await isBusy(employeeNo)) await parts.showSeat(employeeNo);
    else await endDue(employeeNo);
    return 'later';
  });
  events.on('agent.stateChanged', async ({ agentId, data }) => {
    if (!busy.includes(data.to)) await endDue(agentId);
  });

  signIn.onSessionEnded(async ({ employeeNo }) => {
    // A person signed in elsewhere keeps the seat there; a session whose browser was closed hours ago does not count.
    if (commands.isHere(employeeNo)) return;
    if ((await sessions.countOf(employeeNo)) > 0) return void (await agents.leaveUnlessHeard(employeeNo));
    await agents.askState(employeeNo, 'offline', '');
    // Nobody is left to finish the wrap-up: what is written is kept, and the seat leaves wrap-up.
    const agent = await agents.readAgent(employeeNo);
    if (agent?.state === 'wrapUp' && agent.wrapCallId !== null) await expireWrapUp(state, employeeNo, agent.wrapCallId);
  });
}
