/** What a seat may do to the recording of its call. */
import { z } from 'zod';
import type { Ack } from '../errors.ts';
import { OnCall } from '../on-call.ts';

export const recordingErrors = {
  notRecorded: 409,
} as const;

export const PauseRecording = OnCall.extend({ on: z.boolean() });

export interface RecordingCommands {
  /** Silence is written into the recording while on, as for card numbers. */
  'recording.pause': (body: z.input<typeof PauseRecording>, ack: (reply: Ack) => void) => void;
}
