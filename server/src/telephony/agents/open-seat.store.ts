import { AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import type { DataSource } from 'typeorm';
import type { QueueSettings } from '../queues/index.ts';
import type { AgentsStore } from './agents.store.ts';

/** `onlyIfThere`: a seat that has left meanwhile stays away. */
export type OpenSeat = (employeeNo: string, onlyIfThere?: boolean) => Promise<void>;

/** Brings a seat into the live state, or what is known of it up to date: its name, team, queues and skills. */
export function createSeatOpening({
  db,
  agents,
  queues,
  seatSilentMs,
}: {
  db: DataSource;
  agents: AgentsStore;
  queues: Pick<QueueSettings, 'membershipsOf' | 'skillsOf'>;
  seatSilentMs: number;
}): OpenSeat {
  return async (employeeNo, onlyIfThere = false) => {
    const account = await db.getRepository(AccountSchema).findOneByOrFail({ employeeNo });
    const team =
      account.teamId === null ? null : await db.getRepository(TeamSchema).findOneBy({ teamId: account.teamId });
    await agents.signInSeat({
      agentId: employeeNo,
      name: account.name,
      teamId: account.teamId ?? '',
      teamName: team?.name ?? '',
      queues: queues.membershipsOf(employeeNo),
      skills: queues.skillsOf(employeeNo),
      silentMs: seatSilentMs,
      onlyIfThere,
    });
  };
}
