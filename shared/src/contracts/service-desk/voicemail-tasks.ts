/** Messages that callers left, to be listened to and followed up. */
import { z } from 'zod';
import { taskStanding } from './call-back-list.ts';
import { recordingStates } from '../records/recordings.ts';
import type { Role } from '../../domain/roles.ts';

export const voicemailAudit = {
  voicemail: ['taken', 'released', 'done'],
} as const;

export const voicemailAccess = {
  voicemails: ['agent', 'lead', 'supervisor', 'complaint_handler', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export const voicemailStates = ['new', 'taken', 'done'] as const;
export const Voicemail = z.object({
  voicemailId: z.string(),
  callId: z.string(),
  queueId: z.string(),
  queueName: z.string().nullable(),
  queueNameEn: z.string().nullable(),
  /** Masked for roles that need not see it. */
  callerNumber: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  leftAtMs: z.number(),
  state: z.enum(voicemailStates),
  takenBy: z.string().nullable(),
  takenByName: z.string().nullable(),
  takenAtMs: z.number().nullable(),
  doneAtMs: z.number().nullable(),
  note: z.string(),
  recordingState: z.enum(recordingStates),
  durationMs: z.number().nullable(),
  ...taskStanding,
});
export type Voicemail = z.infer<typeof Voicemail>;
export const VoicemailQuery = z.object({
  state: z.enum(voicemailStates).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const VoicemailPage = z.object({ voicemails: z.array(Voicemail), nextCursor: z.string().nullable() });
export const VoicemailDone = z.object({ note: z.string().max(2000).default('') });
