/** What is recorded of a call, and messages that callers leave. */
import { z } from 'zod';

const ms = z.number().int();

export const recordingEvents = {
  /** The caller is about to leave a message, in this file inside RECORDING_SPOOL. */
  'voicemail.started': z.object({ recordingId: z.string(), file: z.string(), queueId: z.string() }),
  'recording.started': z.object({
    recordingId: z.string(),
    /** File names inside RECORDING_SPOOL: the seat's audio, the customer's audio. */
    agentFile: z.string(),
    customerFile: z.string(),
  }),
  /** The call is not recorded: the customer refuses it, or the queue does not record. */
  'recording.omitted': z.object({ why: z.enum(['customerRefuses', 'queueSetting', 'diskFull']) }),
  /** Silence is written from here on, until the seat goes on, or by itself at `untilMs`. */
  'recording.paused': z.object({ untilMs: ms }),
  'recording.resumed': z.object({ pausedMs: ms, why: z.enum(['seat', 'limit', 'callEnded']) }),
} as const;
