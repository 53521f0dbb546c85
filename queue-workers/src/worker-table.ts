/** Queue -> job -> handler, on one screen. */
import { type JobData, type JobName, jobs } from '@sansheng/shared/contracts/jobs';
import { type DefaultJobOptions, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { checkLedgerOfLastDays } from './jobs/records/figures/check-ledger.job.ts';
import { countChangedFigures } from './jobs/records/figures/count-figures.job.ts';
import { trimEvents } from './jobs/records/event-stream/trim-events.job.ts';
import { checkRecordings } from './jobs/records/recordings/check-recordings.job.ts';
import { expireRecordings } from './jobs/records/recordings/expire-recordings.job.ts';
import { finishRecording } from './jobs/records/recordings/finish-recording.job.ts';
import { mailOptions, scheduleReportMails } from './jobs/records/report-mails/schedule-report-mails.job.ts';
import { sweepRecordings } from './jobs/records/recordings/sweep-recordings.job.ts';
import { deliverWebhook } from './jobs/outside/webhooks/deliver-webhook.job.ts';
import { deliveryOptions } from './jobs/outside/webhooks/request-deliveries.ts';
import { sweepDeliveries } from './jobs/outside/webhooks/sweep-deliveries.job.ts';
import { tellRecording } from './jobs/outside/webhooks/tell-recording.ts';
import { sweepAttachments } from './jobs/service-desk/cases/sweep-attachments.job.ts';
import { sendNotices } from './jobs/service-desk/customer-notices/send-notices.job.ts';
import type { WorkerContext } from './worker-context.ts';

interface TableRow<N extends JobName> {
  queue: string;
  /** Set for periodic jobs. */
  everyMs?: number;
  /** Set for nightly jobs: when, by the center's clock, as a cron pattern. */
  at?: string;
  concurrency: number;
  options: DefaultJobOptions;
  /** `dueAtMs`: when it was to be done, however late it is. */
  handle: (data: JobData<N>, context: WorkerContext, isLastTry: boolean, dueAtMs: number) => Promise<void>;
}

const SECOND_MS = 1000;
const LOOK_MS = 30 * SECOND_MS;
const periodic = { removeOnComplete: { count: 20 }, removeOnFail: { count: 100 } } as const;

// Workbooks, PDF and mail are a fifth of what a start costs, and many centers go weeks without them.
const customers = () => import('./jobs/customers/customers/import-customers.job.ts');
const cases = () => import('./jobs/service-desk/cases/import-cases.job.ts');
const reportMails = () => import('./jobs/records/report-mails/send-report-mail.job.ts');

const workerTable: { [N in JobName]: TableRow<N> } = {
  finishRecording: {
    queue: 'finish-recording',
    concurrency: 1,
    options: {
      // 1, 2, 4 ... 128 s: Asterisk has four minutes to leave its files.
      attempts: 9,
      backoff: { type: 'exponential', delay: SECOND_MS },
      // A finished job must not keep its id, or the sweep could not request it again.
      removeOnComplete: true,
      removeOnFail: true,
    },
    handle: async (data, context, isLastTry) => {
      await finishRecording(data, context, isLastTry);
      await tellRecording(data.recordingId, context);
    },
  },
  sweepRecordings: {
    queue: 'sweep-recordings',
    everyMs: 60 * SECOND_MS,
    concurrency: 1,
    options: periodic,
    handle: (_, context) => sweepRecordings(context),
  },
  countFigures: {
    queue: 'count-figures',
    everyMs: 2 * SECOND_MS,
    concurrency: 1,
    options: periodic,
    handle: (_, context) => countChangedFigures(context),
  },
  checkLedger: {
    queue: 'check-ledger',
    at: '30 3 * * *',
    concurrency: 1,
    options: periodic,
    handle: (_, context) => checkLedgerOfLastDays(context),
  },
  expireRecordings: {
    queue: 'expire-recordings',
    at: '0 2 * * *',
    concurrency: 1,
    options: periodic,
    handle: (_, context) => expireRecordings(context),
  },
  checkRecordings: {
    queue: 'check-recordings',
    at: '30 2 * * *',
    concurrency: 1,
    options: periodic,
    handle: (_, context) => checkRecordings(context),
  },
  importCustomers: {
    queue: 'import-customers',
    concurrency: 1,
    options: {
      attempts: 3,
      backoff: { type: 'exponential', delay: SECOND_MS },
      removeOnComplete: true,
      removeOnFail: true,
    },
    handle: async (data, context, isLastTry) => (await customers()).importCustomers(data, context, isLastTry),
  },
  importCases: {
    queue: 'import-cases',
    concurrency: 1,
    options: {
      attempts: 3,
      backoff: { type: 'exponential', delay: SECOND_MS },
      removeOnComplete: true,
      removeOnFail: true,
    },
    handle: async (data, context, isLastTry) => (await cases()).importCases(data, context, isLastTry),
  },
  sweepAttachments: {
    queue: 'sweep-attachments',
    at: '45 2 * * *',
    concurrency: 1,
    options: periodic,
    handle: (_, context) => sweepAttachments(context),
  },
  deliverWebhook: {
    queue: 'deliver-webhook',
    concurrency: 8,
    options: deliveryOptions,
    handle: deliverWebhook,
  },
  sweepDeliveries: {
    queue: 'sweep-deliveries',
    everyMs: 5 * SECOND_MS,
    concurrency: 1,
    options: periodic,
    handle: (_, context) => sweepDeliveries(context),
  },
  sendNotices: {
    queue: 'send-notices',
    everyMs: 2 * SECOND_MS,
    concurrency: 1,
    options: periodic,
    handle: (_, context) => sendNotices(context),
  },
  scheduleReportMails: {
    queue: 'schedule-report-mails',
    everyMs: 60 * SECOND_MS,
    concurrency: 1,
    options: periodic,
    handle: (_, context) => scheduleReportMails(context),
  },
  sendReportMail: {
    queue: 'send-report-mail',
    concurrency: 1,
    options: mailOptions,
    handle: async (...job) => (await reportMails()).sendReportMail(...job),
  },
  trimEvents: {
    queue: 'trim-events',
    everyMs: 600 * SECOND_MS,
    concurrency: 1,
    options: periodic,
    handle: (_, context) => trimEvents(context),
  },
};

export function openQueue(name: JobName, redis: Redis, prefix: string): Queue {
  const { queue, options } = workerTable[name];
  return new Queue(queue, { connection: redis, prefix, defaultJobOptions: options });
}

/** Starts a worker for every row, and the schedules of periodic jobs. `close` waits for running jobs. */
export async function startWorkers(
  context: WorkerContext,
  blocking: () => Redis,
): Promise<{ close: () => Promise<void> }> {
  const names = Object.keys(workerTable) as JobName[];
  const workers = names.map((name) => startWorker(name, context, blocking()));
  for (const name of names) await schedule(name, context, false);
  // Redis may lose them, and no job would run to report it.
  const look = setInterval(async () => {
    try {
      for (const name of names) await schedule(name, context, true);
    } catch (error) {
      context.log.warn({ err: error }, 'could not check the schedules');
    }
  }, LOOK_MS);
  return {
    close: async () => {
      clearInterval(look);
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

async function schedule(name: JobName, { env, redis, keys }: WorkerContext, onlyIfLost: boolean): Promise<void> {
  const { everyMs, at, options } = workerTable[name];
  if (everyMs === undefined && at === undefined) return;
  const queue = openQueue(name, redis, keys.jobs);
  try {
    const round = at === undefined ? { every: everyMs } : { pattern: at, tz: env.CENTER_TIME_ZONE };
    if (!onlyIfLost || (await queue.getJobScheduler(name)) === undefined)
      await queue.upsertJobScheduler(name, round, { name, data: {}, opts: options });
  } finally {
    await queue.close();
  }
}

function startWorker<N extends JobName>(name: N, context: WorkerContext, connection: Redis): Worker {
  const row: TableRow<N> = workerTable[name];
  const log = context.log.child({ job: name });
  const worker = new Worker(
    row.queue,
    async (job) => {
      const data = jobs[name].parse(job.data) as JobData<N>;
      const isLastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      await row.handle(data, { ...context, log }, isLastTry, job.timestamp + (job.opts.delay ?? 0));
    },
    // A worker that was killed is not the job's fault: however often, the job is taken up again.
    {
      connection,
      prefix: context.keys.jobs,
      concurrency: row.concurrency,
      lockDuration: 10 * SECOND_MS,
      stalledInterval: 5 * SECOND_MS,
      maxStalledCount: 1000,
    },
  );
  worker.on('failed', (job, error) => {
    context.metrics.failedJobs.inc({ job: name });
    log.warn({ err: error, jobId: job?.id, attempt: job?.attemptsMade }, 'an attempt at a job failed');
  });
  worker.on('error', (error) => log.warn({ err: error }, 'worker briefly lost its queue'));
  return worker;
}
