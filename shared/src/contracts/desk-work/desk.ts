/** The seat's desk: state, offer, call and wrap-up of the signed-in agent, and the commands of the agent console. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import { agentStates } from '../../domain/agent-state.ts';
import { callDirections } from '../../domain/call-state.ts';
import { legKinds, legRoles } from '../../domain/call-leg.ts';
import type { Ack } from '../errors.ts';
import type { DialColleague, DialNumber } from '../telephony/outbound.ts';
import { OnCall } from '../on-call.ts';
import type { ScreenPop } from './screen-pop.ts';

const ms = z.number();

/** A participant other than the customer and the seat that has the call. */
export const LegView = z.object({
  offerGen: z.number().int(),
  kind: z.enum(legKinds),
  /** Employee number or outside number. */
  who: z.string(),
  /** Name of the seat. */
  name: z.string(),
  role: z.enum(legRoles),
  state: z.enum(['ringing', 'up']),
  sinceMs: ms,
  isHeld: z.boolean(),
});
export type LegView = z.infer<typeof LegView>;

/** Always sent whole: the newest `seq` wins, so a lost or doubled message does no harm. */
export const DeskSnapshot = z.object({
  seq: z.number(),
  serverNowMs: ms,
  agentId: z.string(),
  state: z.enum(agentStates),
  /** Reason of notReady; '' otherwise. */
  reason: z.string(),
  sinceMs: ms,
  /** What takes effect after the call: '' | 'ready' | 'notReady' | 'offline' with its reason. */
  pending: z.object({ state: z.enum(['ready', 'notReady', 'offline']), reason: z.string() }).nullable(),
  offer: z
    .object({
      callId: z.string(),
      offerGen: z.number().int(),
      offeredAtMs: ms,
      deadlineAtMs: ms,
      ringCycleMs: ms,
      /**
       * When the telephone that is rung for the seat was picked up; it is then asked to press the key that accepts the
       * call.
       */
      pickedUpAtMs: ms.nullable(),
      /**
       * Somebody asks for this seat in person: to consult it, to add it, to transfer the call to it. Null: offered by
       * the routing.
       */
      leg: z.object({ role: z.enum(legRoles), by: z.string(), byName: z.string() }).nullable(),
    })
    .nullable(),
  call: z
    .object({
      callId: z.string(),
      /** For a callback: since when its customer is being dialled. */
      answeredAtMs: ms,
      isDialling: z.boolean(),
      direction: z.enum(callDirections),
      /** Null: it is not recorded. Paused: silence is written until `untilMs`. */
      recording: z.object({ pausedSinceMs: ms.nullable(), untilMs: ms.nullable() }).nullable(),
      /** `main`: the call is this seat's own; otherwise its role in the call. */
      role: z.enum(['main', ...legRoles]),
      /** The seat that has the call; '' while an outside number has it. */
      ownerId: z.string(),
      ownerName: z.string(),
      legs: z.array(LegView),
      /** Who had the call before it was transferred here; '' if it was not. */
      transferredBy: z.string(),
      heldSinceMs: ms.nullable(),
      isMuted: z.boolean(),
      queueId: z.string(),
    })
    .nullable(),
  /** Queues it works in. */
  queueIds: z.array(z.string()),
  wrapUp: z
    .object({
      callId: z.string(),
      startedAtMs: ms,
      deadlineAtMs: ms.nullable(),
      /** False: the seat has dialled, and the customer did not answer. */
      isReached: z.boolean(),
      /** It has handed the call on to others. */
      isPassedOn: z.boolean(),
    })
    .nullable(),
  /** The seat has asked for help with its call; `seenBy`: the lead who has seen it. */
  help: z
    .object({
      callId: z.string(),
      askedAtMs: ms,
      reason: z.string(),
      seenBy: z.object({ agentId: z.string(), name: z.string() }).nullable(),
    })
    .nullable(),
  /** What the center knows of this seat's phone. */
  phone: z.object({
    isRegistered: z.boolean(),
    hasMicrophone: z.boolean(),
    /** The seat is rung at this number, and the browser has only the screens; null: it is rung in the browser. */
    ringsAt: z.string().nullable(),
  }),
});
export type DeskSnapshot = z.infer<typeof DeskSnapshot>;

export const DeskSettings = z.object({
  notReadyReasons: z.array(z.object({ reasonId: z.string(), name: z.string(), nameEn: z.string() })),
  wrapUpCategories: z.array(
    z.object({ categoryId: z.string(), name: z.string(), nameEn: z.string(), parentId: z.string().nullable() }),
  ),
  wrapUpResults: z.array(z.string()),
  queues: z.array(z.object({ queueId: z.string(), name: z.string(), nameEn: z.string() })),
  skills: z.array(z.object({ skillId: z.string(), name: z.string(), nameEn: z.string() })),
  teams: z.array(z.object({ teamId: z.string(), name: z.string() })),
});
export type DeskSettings = z.infer<typeof DeskSettings>;

export const GoNotReady = z.object({ reason: ownId(40).min(1) });
export const SeatAlive = z.object({
  isRegistered: z.boolean(),
  hasMicrophone: z.boolean(),
  isHidden: z.boolean(),
  /** True in the tab that owns the phone. */
  isLeader: z.boolean(),
});
export const DeclineOffer = OnCall.extend({ offerGen: z.number().int() });
/** Commands a seat sends, each acknowledged. */
export interface DeskCommands {
  'agent.goReady': (body: object, ack: (reply: Ack) => void) => void;
  'agent.goNotReady': (body: z.input<typeof GoNotReady>, ack: (reply: Ack) => void) => void;
  /** Proof of life, every 2 s and on each change; silence of SEAT_SILENT_MS takes the seat out of routing. */
  'agent.alive': (body: z.input<typeof SeatAlive>, ack: (reply: Ack<{ serverNowMs: number }>) => void) => void;
  'desk.load': (body: object, ack: (reply: Ack<{ desk: DeskSnapshot; screenPop: ScreenPop | null }>) => void) => void;
  'offer.decline': (body: z.input<typeof DeclineOffer>, ack: (reply: Ack) => void) => void;
  /** Places a call: the seat's own phone is rung and answers by itself, then the number is dialled. */
  'call.dial': (body: z.input<typeof DialNumber>, ack: (reply: Ack<{ callId: string }>) => void) => void;
  'call.dialColleague': (body: z.input<typeof DialColleague>, ack: (reply: Ack<{ callId: string }>) => void) => void;
  'call.hangUp': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
  /** The browser has no sound of the call it talks on (reloaded, crashed): ring it again, it answers by itself. */
  'call.rejoin': (body: z.input<typeof OnCall>, ack: (reply: Ack) => void) => void;
}

/** What the server tells a seat. */
export interface DeskEvents {
  'desk.changed': (desk: DeskSnapshot) => void;
  /** The phone of this seat was taken over by another tab or machine; this one must unregister. */
  'phone.takenOver': (body: { at: number }) => void;
  'session.ended': (body: { code: 'signedOut' | 'signedInElsewhere' | 'signedOutByLead' | 'expired' }) => void;
}
