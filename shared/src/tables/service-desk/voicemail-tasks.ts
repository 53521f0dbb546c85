import { key, ms, msOrNull, text, textOrNull, table } from '../table.ts';

/** A message left by a caller: a task until it is done. Its sound is the recording of the same id. */
export interface VoicemailRow {
  voicemailId: string;
  callId: string;
  queueId: string;
  /** E.164 where it could be read as one. */
  callerNumber: string;
  customerId: string | null;
  customerName: string | null;
  leftAtMs: number;
  state: 'new' | 'taken' | 'done';
  /** Employee number of who took it. */
  takenBy: string | null;
  takenAtMs: number | null;
  doneAtMs: number | null;
  note: string;
}
export const VoicemailSchema = table<VoicemailRow>('voicemails', {
  voicemailId: key,
  callId: text,
  queueId: text,
  callerNumber: text,
  customerId: textOrNull,
  customerName: textOrNull,
  leftAtMs: ms,
  state: text,
  takenBy: textOrNull,
  takenAtMs: msOrNull,
  doneAtMs: msOrNull,
  note: text,
});
