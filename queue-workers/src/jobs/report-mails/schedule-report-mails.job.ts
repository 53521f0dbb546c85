import { queueOf } from '@sansheng/shared/contracts/jobs';
import { ReportMailSchema } from '@sansheng/shared/db';
import { patternOfMail } from '@sansheng/shared/domain/report-mail';
import { type DefaultJobOptions, Queue } from 'bullmq';
import type { WorkerContext } from '../../worker-context.ts';

/** 5, 10, 20 ... 320 s: a mail server has ten minutes to come back. */
export const mailOptions: DefaultJobOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 5000 },
  removeOnComplete: true,
  removeOnFail: true,
};

/**
 * Makes the schedules in Redis what the database says: asked for at each change, and now and then, since Redis may have
 * lost them. A schedule that is as it should be is left alone, and with it a run that waits for its time.
 */
export async function scheduleReportMails({ db, redis, keys, env }: WorkerContext): Promise<void> {
  const name = 'sendReportMail';
  const tz = env.CENTER_TIME_ZONE;
  const queue = new Queue(queueOf(name), { connection: redis, prefix: keys.jobs });
  try {
    const wanted = await db.getRepository(ReportMailSchema).findBy({ isActive: true });
    const patterns = new Map(wanted.map((mail) => [mail.mailId, patternOfMail(mail)]));
    for (const { key, pattern, tz: of } of await queue.getJobSchedulers()) {
      if (patterns.get(key) === undefined) await queue.removeJobScheduler(key);
      else if (patterns.get(key) === pattern && of === tz) patterns.delete(key);
    }
    for (const [mailId, pattern] of patterns)
      await queue.upsertJobScheduler(mailId, { pattern, tz }, { name, data: { mailId }, opts: mailOptions });
  } finally {
    await queue.close();
  }
}
