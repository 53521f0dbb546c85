/** BullMQ queues and their job payloads. */
import { z } from 'zod';

export const jobs = {
  /** Merge a call's two legs into one stereo file, store it, write size, length and SHA-256. */
  finishRecording: z.object({ callId: z.string(), recordingId: z.string() }),
  /** Mark recordings that never came, sweep orphan files. */
  sweepRecordings: z.object({}),
  /** Recount the figures of what has changed. */
  countFigures: z.object({}),
  /** Prove that the books balance, each night. */
  checkLedger: z.object({}),
  /** Delete the recordings whose retention is over, each night. */
  expireRecordings: z.object({}),
  /** Compare calls, recordings and the store: each night, and when somebody asks. */
  checkRecordings: z.object({}),
  /** Check an uploaded file of customers, or write what was checked, depending on its state. */
  importCustomers: z.object({ importId: z.string() }),
  /** Deliver to a webhook, repeatedly until it accepts or the attempts are used up. */
  deliverWebhook: z.object({ deliveryId: z.string() }),
  /** Queue waiting deliveries that have no job, delete old ones. */
  sweepDeliveries: z.object({}),
  /** Bring the schedules of mailed reports in line with what is set. */
  scheduleReportMails: z.object({}),
  /** Make a report and mail it; `runId` is given when somebody asks for it now. */
  sendReportMail: z.object({ mailId: z.string(), runId: z.string().optional() }),
  /** Trim the part of the event stream that has been written to the records. */
  trimEvents: z.object({}),
} as const;
export type JobName = keyof typeof jobs;
/** `importCustomers` -> `import-customers`, for those who queue a job from elsewhere. */
export function queueOf(name: JobName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]>;
