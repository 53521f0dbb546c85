/** What customers give after the talk. */
import { z } from 'zod';

export const voteEvents = {
  /** The seat has left; the customer is asked for 1 to 5. */
  'vote.asked': z.object({}),
  'vote.given': z.object({ score: z.number().int().min(1).max(5) }),
  /** No vote: the customer hung up, or pressed no valid key. */
  'vote.missed': z.object({ why: z.enum(['hungUp', 'noAnswer']) }),
} as const;
