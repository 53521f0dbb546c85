import { DESK_PHONE } from '@sansheng/shared/contracts/telephony/phone';
import {
  canonicalNumber,
  dialledNumber,
  isDialable,
  type NumberPlan,
  type ReadNumber,
  readNumber,
} from '@sansheng/shared/domain/phone-number';
import type { Role } from '@sansheng/shared/domain/roles';
import { UserError } from '../../platform/http/user-error.ts';
import type { AgentsStore } from '../agents/index.ts';
import { deskSipUser, type Phones } from '../phone/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { DiallingStore } from './dialling.store.ts';
import { mayDial } from './may-dial.ts';
import { trunkEndpoint } from './trunk-endpoint.ts';

export interface DiallingParts {
  store: DiallingStore;
  agents: Pick<AgentsStore, 'ringsAt'>;
  queues: Pick<QueueSettings, 'queue' | 'hotlines'>;
  /** Customers' phones in browsers, which wait for calls to a number; null: this is no demonstration center. */
  demoPhones: Pick<Phones, 'findCustomer'> | null;
  /** Country and area of the center, for parsing numbers. */
  plan: NumberPlan;
  /** Asterisk's name of the trunk. */
  trunk: string;
}

/**
 * What Asterisk dials to ring a seat for a call, and the caller number shown there. Looks up where the seat is rung
 * unless given.
 */
export type SeatEndpoint = (
  seat: { agentId: string; ringsAt?: string | null },
  call: { callerNumber: string; queueId: string },
) => Promise<{ endpoint: string; callerId: string }>;

/** Seats and numbers as Asterisk dials them, and whether they may be dialled at all. */
export function createDialling(parts: DiallingParts) {
  const { store } = parts;
  const endpointOf = (number: string) => endpointOfNumber(parts, number);
  const numberShown = (queueId: string) => numberShownFor(parts, queueId);
  const seatEndpointOf: SeatEndpoint = async ({ agentId, ringsAt }, { callerNumber, queueId }) => {
    const number = ringsAt === undefined ? await parts.agents.ringsAt(agentId) : ringsAt;
    if (number === null) return { endpoint: `PJSIP/seat-${agentId}`, callerId: callerNumber };
    if (number === DESK_PHONE) return { endpoint: `PJSIP/${deskSipUser(agentId)}`, callerId: callerNumber };
    // At a telephone outside the center's number is shown: carriers pass on no other.
    return { endpoint: await endpointOf(number), callerId: await numberShown(queueId) };
  };
  return {
    endpointOf,
    seatEndpointOf,
    numberShown,
    settings: store.settings,
    /** However the number is written. */
    isOnDoNotCall: (number: string) => store.isOnDoNotCall(canonicalNumber(readNumber(number, parts.plan))),
    /** Throws UserError: what is wrong with the number, or that these roles may not dial it. */
    checkNumber: (roles: readonly Role[], written: string) => checkNumber(parts, roles, written),
  };
}
export type Dialling = ReturnType<typeof createDialling>;

/** The trunk; in the demonstration center first the customer's phone in a browser. */
async function endpointOfNumber({ demoPhones, plan, trunk }: DiallingParts, number: string): Promise<string> {
  const phone = await demoPhones?.findCustomer(number, (one) => readNumber(one, plan).e164 ?? one);
  return phone == null ? trunkEndpoint(number, trunk) : `PJSIP/${phone}`;
}

/** What the other side sees: the queue's own number, the center's, or the queue's hotline. */
async function numberShownFor({ store, queues }: DiallingParts, queueId: string): Promise<string> {
  const own = queues.queue(queueId)?.callerNumber;
  if (own) return own;
  const { callerNumber } = await store.settings();
  const hotlines = queues.hotlines();
  return callerNumber || ((hotlines.find((one) => one.queueId === queueId) ?? hotlines[0])?.number ?? '');
}

async function checkNumber(
  { store, plan }: DiallingParts,
  roles: readonly Role[],
  written: string,
): Promise<{ number: ReadNumber; callee: string; dialled: string }> {
  const number = readNumber(written, plan);
  const callee = canonicalNumber(number);
  if (number.kind === 'withheld' || number.kind === 'malformed' || !isDialable(callee)) {
    throw new UserError('numberInvalid', { field: 'number' });
  }
  if (!mayDial(number, await store.rulesOf(roles))) throw new UserError('numberNotAllowed', { field: 'number' });
  if (await store.isOnDoNotCall(callee)) throw new UserError('onDoNotCall', { field: 'number' });
  return { number, callee, dialled: dialledNumber(number) };
}
