/** Who else has a case open, and who writes in it: a hint, never a lock. */
import { z } from 'zod';
import type { Ack } from '../errors.ts';
import { ownId } from '../plain-text.ts';

/** A page says so this often while it is open, and is forgotten after three times as long. */
export const PRESENT_EVERY_MS = 5000;

export const BePresent = z.object({ caseNo: ownId(40).min(1), is: z.enum(['reading', 'writing', 'gone']) }).strict();
export interface CasePresent {
  employeeNo: string;
  name: string;
  isWriting: boolean;
}
export interface CasePresenceCommands {
  /** Acknowledged with the others, each once. */
  'cases.present': (body: z.input<typeof BePresent>, ack: (reply: Ack<{ others: CasePresent[] }>) => void) => void;
}
