/** How the legs of seats sound. */
import { z } from 'zod';
import { LegQuality, soundDirections } from '../telephony/call-quality.ts';

const ms = z.number().int();
const gen = z.number().int();

export const callQualityEvents = {
  /** How a leg of the seat sounded, as its browser measured it; may come after the call has ended. */
  'call.qualityMeasured': LegQuality.extend({ offerGen: gen }),
  /** Audio that should flow is missing, seen from the seat; then it is back. */
  'call.soundLost': z.object({ offerGen: gen, direction: z.enum(soundDirections) }),
  'call.soundRestored': z.object({ offerGen: gen, lostMs: ms }),
} as const;
