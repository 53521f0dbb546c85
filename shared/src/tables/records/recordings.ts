import type { recordingFaultKinds, recordingStates } from '../../contracts/records/recordings.ts';
import type { ExpectedRecording } from '../../domain/record/records.ts';
import { int, key, ms, msOrNull, text, textOrNull, table } from '../table.ts';

export interface RecordingRow extends ExpectedRecording {
  state: (typeof recordingStates)[number];
  /** In the store of recordings. */
  path: string | null;
  bytes: number | null;
  durationMs: number | null;
  sha256: string | null;
  mediaType: string | null;
  /** When its time was over. */
  deletedAtMs: number | null;
}
export const RecordingSchema = table<RecordingRow>('recordings', {
  recordingId: key,
  callId: text,
  state: text,
  agentFile: text,
  customerFile: text,
  startedAtMs: ms,
  callEndedAtMs: msOrNull,
  path: textOrNull,
  bytes: msOrNull,
  durationMs: msOrNull,
  sha256: textOrNull,
  mediaType: textOrNull,
  deletedAtMs: msOrNull,
});

/** The recordings of this call are kept, whatever their queue says. */
export interface LegalHoldRow {
  callId: string;
  reason: string;
  setBy: string;
  setAtMs: number;
}
export const LegalHoldSchema = table<LegalHoldRow>('legal_holds', {
  callId: key,
  reason: text,
  setBy: text,
  setAtMs: ms,
});

export interface RecordingCommentRow {
  commentId: string;
  recordingId: string;
  /** From the beginning of the recording. */
  offsetMs: number;
  text: string;
  employeeNo: string;
  writtenAtMs: number;
}
export const RecordingCommentSchema = table<RecordingCommentRow>('recording_comments', {
  commentId: key,
  recordingId: text,
  offsetMs: int,
  text,
  employeeNo: text,
  writtenAtMs: ms,
});

/** What the last check of recordings found. */
export interface RecordingFaultRow {
  /** Id of the recording, or the path of a file that belongs to none. */
  faultId: string;
  kind: (typeof recordingFaultKinds)[number];
  callId: string | null;
  bytes: number | null;
  /** When the recording should have begun. */
  atMs: number | null;
  foundAtMs: number;
}
export const RecordingFaultSchema = table<RecordingFaultRow>('recording_faults', {
  faultId: key,
  kind: text,
  callId: textOrNull,
  bytes: msOrNull,
  atMs: msOrNull,
  foundAtMs: ms,
});
