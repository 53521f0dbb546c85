/** What a caller does in a menu. */
import { z } from 'zod';

export const menuEvents = {
  /** A caller listens to another step of a menu; the digit that led there, '' when none did. */
  'call.menuStepEntered': z.object({
    menu: z.string(),
    version: z.number().int(),
    step: z.string(),
    digit: z.string(),
  }),
  /**
   * A caller left a menu: the digit pressed, '' when passed on without one. `queueId` is '' when the caller went
   * elsewhere: `target` then says where (`number:4002`, `hangUp`).
   */
  'call.menuChosen': z.object({
    menu: z.string(),
    digit: z.string(),
    queueId: z.string(),
    version: z.number().int().optional(),
    step: z.string().optional(),
    target: z.string().optional(),
  }),
  /** A customer or account number entered by keypad. */
  'call.digitsCollected': z.object({
    menu: z.string(),
    step: z.string(),
    what: z.enum(['customerNumber', 'accountNumber']),
    digits: z.string(),
  }),
  'call.languageChosen': z.object({ language: z.enum(['zh', 'en']) }),
} as const;
