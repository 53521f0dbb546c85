import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { LegTarget } from '@sansheng/shared/contracts/telephony/transfer';
import type { Role } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore } from '../agents/index.ts';
import type { CallMedia, CallsStore, LiveCall } from '../calls/index.ts';
import type { Dialling } from '../dialling/index.ts';
import type { LegAdded, Legs } from '../legs/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { RoutingStore } from '../routing/index.ts';
import { sayToNext } from '../wrap-up/index.ts';

export interface TransferParts {
  state: LiveState;
  commands: CommandTable;
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  routingStore: Pick<RoutingStore, 'countWaiting'>;
  legs: Legs;
  media: CallMedia;
  overflow: { isOpen: (queueId: string) => boolean };
  dialling: Pick<Dialling, 'checkNumber'>;
}

/** What a script said no to, as the seat is told it. */
export function refuse(refused: LegAdded | { result: string; why?: string }): never {
  const { result } = refused;
  if (result === 'gone') throw new UserError('callGone');
  if (result === 'full' || result === 'noQueue') {
    throw new UserError(result === 'full' ? 'queueFull' : 'notFound', { field: 'to' });
  }
  if (result === 'seatBusy') {
    const why = 'why' in refused ? refused.why : '';
    const isThere = ['offered', 'talking', 'wrapUp'].includes(why ?? '');
    throw new UserError(isThere ? 'colleagueBusy' : 'colleagueAway', { field: 'to' });
  }
  throw new UserError(result as ErrorCode & ('notYourCall' | 'wrongState'));
}

/** Throws UserError when these roles may not dial the number. */
export async function targetOf(
  { dialling }: TransferParts,
  to: LegTarget,
  roles: readonly Role[],
): Promise<{ kind: 'seat' | 'number'; who: string }> {
  if (to.kind === 'seat') return { kind: 'seat', who: to.employeeNo };
  return { kind: 'number', who: (await dialling.checkNumber(roles, to.number)).dialled };
}

/** Before the transfer: whoever is rung sees it with the ring. */
export async function sayFor(
  { state, calls }: TransferParts,
  callId: string,
  owner: string,
  said: string,
): Promise<void> {
  const call = await calls.readCall(callId);
  if (call?.agentId === owner || call?.calleeId === owner) await sayToNext(state, owner, callId, said);
}

/** The call of this seat, as it is now. */
export async function ownCall({ calls }: TransferParts, callId: string, agentId: string): Promise<LiveCall> {
  const call = await calls.readCall(callId);
  if (call === null) throw new UserError('callGone');
  if (call.agentId !== agentId) throw new UserError('notYourCall');
  return call;
}
