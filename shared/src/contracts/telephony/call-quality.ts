/** Audio quality of a seat's leg as its browser measures it, and reports of audio missing in one direction. */
import { z } from 'zod';
import type { Ack } from '../errors.ts';

const share = z.number().min(0).max(1);
const mos = z.number().min(1).max(5);
const ms = z.number().int().min(0).max(86_400_000);

/** Audio quality of one leg from its beginning; `shared/src/domain/call-quality.ts` computes the score. */
export const LegQuality = z.object({
  /** Mean opinion score, 1 to 4.5: the mean over the leg, and its worst seconds. */
  mos,
  lowestMos: mos,
  /** Share of the packets that should have reached the seat; and of those it sent, as counted by Asterisk. */
  lostShare: share,
  sentLostShare: share,
  jitterMs: ms,
  /** Null when neither end has measured it yet. */
  roundTripMs: ms.nullable(),
  /** How long audio was missing in one direction while it should have flowed. */
  soundLostMs: ms,
  measuredMs: ms,
});
export type LegQuality = z.infer<typeof LegQuality>;

/** Seen from the seat: `in`: it hears nothing; `out`: nothing leaves it. */
export const soundDirections = ['in', 'out', 'both'] as const;

const onLeg = {
  callId: z.string().min(1).max(64),
  /** The browser's own name for this leg: one of a reload or a transfer is another. */
  legId: z.string().min(1).max(40),
};
export const ReportQuality = z.object({
  ...onLeg,
  /** Score of the last seconds, for the live board. */
  nowMos: mos,
  leg: LegQuality,
  /** The last report of this leg: it goes into the call's record. */
  isOver: z.boolean(),
});
export const ReportSound = z.object({ ...onLeg, isLost: z.boolean(), direction: z.enum(soundDirections) });

export interface CallQualityCommands {
  /** Every 5 s during a conversation, and once at its end. */
  'call.quality': (body: z.input<typeof ReportQuality>, ack: (reply: Ack) => void) => void;
  /** Audio that should flow has been missing for two seconds; or it is back. */
  'call.sound': (body: z.input<typeof ReportSound>, ack: (reply: Ack) => void) => void;
}
