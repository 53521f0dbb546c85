import { seatRoles } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore } from '../agents/index.ts';

/** The check before a shift: the seat's phone rings, and the seat hears itself through Asterisk. */
export function phoneCheckFeature(parts: {
  commands: CommandTable;
  agents: AgentsStore;
  /** False when the seat has no phone. */
  ringEcho: (employeeNo: string) => Promise<boolean>;
}): void {
  parts.commands.add({
    name: 'phone.check',
    access: seatRoles,
    body: z.object({}),
    handle: async ({ session }) => {
      const agent = await parts.agents.readAgent(session.employeeNo);
      // A ready seat may be rung at any moment.
      if (agent?.state !== 'notReady') throw new UserError('wrongState');
      if (!agent.isRegistered) throw new UserError('phoneNotRegistered');
      if (!(await parts.ringEcho(session.employeeNo))) throw new UserError('phoneNotRegistered');
    },
  });
}
