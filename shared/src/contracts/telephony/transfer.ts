/** Transfer, consultation, conference: what the seat that has a call may ask for. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import type { OnCall } from '../on-call.ts';
import { agentStates } from '../../domain/agent-state.ts';
import type { Ack } from '../errors.ts';

export const transferErrors = {
  queueFull: 409,
  queueClosed: 409,
} as const;

const CallId = ownId(64).min(1);
const Seat = z.object({ kind: z.literal('seat'), employeeNo: z.string().regex(/^\d{1,10}$/) });
/** As people write it; the role of the seat says which numbers it may dial. */
const Outside = z.object({ kind: z.literal('number'), number: z.string().trim().min(1).max(40) });
const Queue = z.object({ kind: z.literal('queue'), queueId: ownId(40).min(1) });

/** What it is about, for whoever is asked. */
const said = z.string().trim().max(200).default('');

export const TransferCall = z.object({
  callId: CallId,
  to: z.discriminatedUnion('kind', [Seat, Queue, Outside]),
  said,
});
export const ConsultOrAdd = z.object({ callId: CallId, to: z.discriminatedUnion('kind', [Seat, Outside]), said });
export type LegTarget = z.infer<typeof ConsultOrAdd>['to'];
export const SwapConsultation = z.object({ callId: CallId, with: z.enum(['customer', 'consulted']) });
export const DropLeg = z.object({ callId: CallId, offerGen: z.number().int().positive() });

export const TransferTargets = z.object({
  seats: z.array(
    z.object({
      employeeNo: z.string(),
      name: z.string(),
      teamName: z.string(),
      state: z.enum(agentStates),
      reason: z.string(),
      sinceMs: z.number(),
      /** It can be rung directly now. */
      canBeRung: z.boolean(),
    }),
  ),
  queues: z.array(
    z.object({
      queueId: z.string(),
      name: z.string(),
      nameEn: z.string(),
      waiting: z.number().int(),
      ready: z.number().int(),
      isOpen: z.boolean(),
    }),
  ),
});
export type TransferTargets = z.infer<typeof TransferTargets>;

/** Commands of the seat that has the call; each may be repeated. */
export interface TransferCommands {
  'transfer.targets': (body: object, ack: (reply: Ack<TransferTargets>) => void) => void;
  'transfer.blind': (body: z.input<typeof TransferCall>, ack: (reply: Ack) => void) => void;
  /** Back to the seat that the call came from. */
  'transfer.handBack': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  /** The customer hears music from now on; the seat talks with whoever answers. */
  'consult.start': (body: z.input<typeof ConsultOrAdd>, ack: (reply: Ack) => void) => void;
  'consult.swap': (body: z.input<typeof SwapConsultation>, ack: (reply: Ack) => void) => void;
  /** The consulted party has the call from now on. */
  'consult.complete': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  /** Whether it still rings or talks: the seat is back with its customer. */
  'consult.giveUp': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  /** The consulted party and the customer hear each other too. */
  'conference.join': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  'conference.add': (body: z.input<typeof ConsultOrAdd>, ack: (reply: Ack) => void) => void;
  'conference.drop': (body: z.input<typeof DropLeg>, ack: (reply: Ack) => void) => void;
  /** The seat leaves, the others go on. */
  'conference.leave': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
}
