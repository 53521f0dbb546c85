import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';

export const recordingAudit = {
  recording: ['played', 'held', 'released', 'fileDeleted', 'expired', 'refused', 'allowed'],
} as const;

export const recordingAccess = {
  recordingKeeping: ['supervisor', 'admin'],
  /** Takes back comments of others. */
  commentsOfAll: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const recordingJobs = {
  /** Merge a call's two legs into one stereo file, store it, write size, length and SHA-256. */
  finishRecording: z.object({ callId: z.string(), recordingId: z.string() }),
  /** Mark recordings that never came, sweep orphan files. */
  sweepRecordings: z.object({}),
  /** Delete the recordings whose retention is over, each night. */
  expireRecordings: z.object({}),
  /** Compare calls, recordings and the store: each night, and when somebody asks. */
  checkRecordings: z.object({}),
} as const;

/** `empty`: the caller hung up before the message began. `deleted`: the retention of its queue is over; its data stay. */
export const recordingStates = ['expected', 'ready', 'missing', 'empty', 'deleted'] as const;

/**
 * missing: Asterisk left no file. late: still expected an hour after its call. fileGone, fileDiffers: registered, but
 * not in the store, or of another size. neverStarted: a seat talked, and no reason is known why there is no recording.
 * orphanFile: in the store without a recording.
 */
export const recordingFaultKinds = [
  'missing',
  'late',
  'fileGone',
  'fileDiffers',
  'neverStarted',
  'orphanFile',
] as const;

export const LegalHold = z.object({ reason: z.string(), setBy: z.string(), setAtMs: z.number() });
export const SetLegalHold = z.object({ reason: z.string().trim().min(1).max(200) });

export const RecordingComment = z.object({
  commentId: z.string(),
  /** From the beginning of the recording. */
  offsetMs: z.number().int(),
  text: z.string(),
  employeeNo: z.string(),
  writtenAtMs: z.number(),
  may: z.object({ remove: z.boolean() }),
});
export type RecordingComment = z.infer<typeof RecordingComment>;
export const WriteComment = z.object({
  offsetMs: z.number().int().min(0).max(86_400_000),
  text: z.string().trim().min(1).max(500),
});

/** A file of no recording: its path in the store, as the report names it. */
export const DeleteOrphanFile = z.object({
  path: z.string().min(1).max(300),
  reason: z.string().trim().min(1).max(200),
});

export const RecordingFault = z.object({
  faultId: z.string(),
  kind: z.enum(recordingFaultKinds),
  callId: z.string().nullable(),
  bytes: z.number().nullable(),
  atMs: z.number().nullable(),
  foundAtMs: z.number(),
});
export type RecordingFault = z.infer<typeof RecordingFault>;
/** The newest thousand, and how many there are of each kind; null before the first check. */
export const RecordingFaults = z.object({
  checkedAtMs: z.number().nullable(),
  counts: z.partialRecord(z.enum(recordingFaultKinds), z.number()),
  faults: z.array(RecordingFault),
});
