import type { TransferTargets } from '@sansheng/shared/contracts/telephony/transfer';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import type { LiveAgent } from '../agents/index.ts';
import type { TransferParts } from './transfer-parts.ts';

/** States in which a seat may be rung in person. */
const askable: readonly LiveAgent['state'][] = ['ready', 'notReady'];

/** Whom a call may be passed on to, as it is now. */
export function addTransferTargetsCommand(parts: TransferParts): void {
  parts.commands.add({
    name: 'transfer.targets',
    access: seatRoles,
    body: z.object({}),
    isAutomatic: true,
    handle: async ({ session }): Promise<TransferTargets> => {
      const { agents, queues, routingStore, overflow } = parts;
      const seats = (await Promise.all((await agents.seatIds()).map((agentId) => agents.readAgent(agentId)))).filter(
        (seat) => seat !== null && seat.agentId !== session.employeeNo,
      ) as LiveAgent[];
      const all = queues.activeQueues();
      const waiting = await Promise.all(all.map(({ queueId }) => routingStore.countWaiting(queueId)));
      return {
        seats: seats
          .map((seat) => ({
            employeeNo: seat.agentId,
            name: seat.name,
            teamName: seat.teamName ?? '',
            state: seat.state,
            reason: seat.reason,
            sinceMs: seat.sinceMs,
            canBeRung: askable.includes(seat.state) && seat.hasPhone,
          }))
          .sort(
            (a, b) =>
              Number(b.state === 'ready') - Number(a.state === 'ready') || a.employeeNo.localeCompare(b.employeeNo),
          ),
        queues: all.map(({ queueId, name, nameEn }, i) => ({
          queueId,
          name,
          nameEn,
          waiting: waiting[i] ?? 0,
          ready: seats.filter((seat) => seat.state === 'ready' && seat.queueIds.includes(queueId)).length,
          isOpen: overflow.isOpen(queueId),
        })),
      };
    },
  });
}
