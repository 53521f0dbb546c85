import { queueOf } from '@sansheng/shared/contracts/jobs';
import { ReportMailRunSchema, ReportMailSchema } from '@sansheng/shared/tables/records/report-mails';
import { patternOfMail } from '@sansheng/shared/domain/report-mail';
import { type DefaultJobOptions, Queue } from 'bullmq';
import { In } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';

/** 5, 10, 20 ... 320 s: a mail server has ten minutes to come back. */
export const mailOptions: DefaultJobOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 5000 },
  removeOnComplete: true,
  removeOnFail: true,
};

/**
 * Brings Redis in line with the database: at each change, and periodically, since Redis may have lost it. A correct
 * schedule is left alone, together with a run that waits for its time. A waiting run whose job is gone is queued again;
 * if the run has ended in the meantime, its job does nothing.
 */
export async function scheduleReportMails({ db, redis, keys, env }: WorkerContext): Promise<void> {
  const name = 'sendReportMail';
  const tz = env.CENTER_TIME_ZONE;
  const queue = new Queue(queueOf(name), { connection: redis, prefix: keys.jobs });
  try {
    const mails = await db.getRepository(ReportMailSchema).find();
    const patterns = new Map(
      mails.filter(({ isActive }) => isActive).map((mail) => [mail.mailId, patternOfMail(mail)]),
    );
    for (const { key, pattern, tz: of } of await queue.getJobSchedulers()) {
      if (patterns.get(key) === undefined) await queue.removeJobScheduler(key);
      else if (patterns.get(key) === pattern && of === tz) patterns.delete(key);
    }
    for (const [mailId, pattern] of patterns)
      await queue.upsertJobScheduler(mailId, { pattern, tz }, { name, data: { mailId }, opts: mailOptions });

    const waiting = { state: 'waiting', mailId: In(mails.map(({ mailId }) => mailId)) } as const;
    for (const { mailId, runId, dueAtMs } of await db.getRepository(ReportMailRunSchema).findBy(waiting)) {
      // Jobs of a schedule have these names; a job requested now, or queued again, is named after its run.
      const jobs = await Promise.all([runId, `repeat:${mailId}:${dueAtMs}`].map((jobId) => queue.getJob(jobId)));
      if (jobs.every((job) => job === undefined))
        await queue.add(name, { mailId, runId }, { ...mailOptions, jobId: runId });
    }
  } finally {
    await queue.close();
  }
}
