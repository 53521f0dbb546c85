/** Seats asking for help with their calls. */
import { z } from 'zod';

export const helpEvents = {
  /** A request for help by a seat: made, seen by a lead, ended. */
  'help.asked': z.object({ reason: z.string() }),
  'help.seen': z.object({ byAgentId: z.string() }),
  'help.ended': z.object({ why: z.enum(['withdrawn', 'callEnded']) }),
} as const;
