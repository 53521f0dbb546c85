/**
 * Sends what customers are to be told. A notice is marked as being sent before anything leaves: whoever dies in between
 * leaves one of which nobody knows whether it arrived, and such a one is never sent again by itself.
 */
import type { NoticeAnswer } from '@sansheng/shared/contracts/service-desk/customer-notices';
import { inTransaction } from '@sansheng/shared/db';
import { againAt, guardNotice } from '@sansheng/shared/domain/customer-notices/guard-notice';
import {
  type CustomerNoticeRow,
  CustomerNoticeSchema,
  NoticeAttemptSchema,
  type NoticeSettingsRow,
  NoticeSettingsSchema,
} from '@sansheng/shared/tables/service-desk/customer-notices';
import { type EntityManager, In } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';
import { enterNotices } from './enter-notices.ts';
import { handOver } from './gateway.ts';

const AT_ONCE = 50;
/** Longer than any gateway is waited for. */
const SENDING_LOST_MS = 60_000;
/** So far back another notice to the same number counts. */
const BEFORE_MS = 26 * 3_600_000;

export async function sendNotices(context: WorkerContext): Promise<void> {
  const { db, env } = context;
  const timeZone = env.CENTER_TIME_ZONE;
  for (;;) {
    const { found, toSend, settings } = await inTransaction(db, 'READ COMMITTED', (into) =>
      takeNotices(into, timeZone, Date.now()),
    );
    // What goes to one telephone arrives in the order in which it was said.
    await Promise.all(
      [...Map.groupBy(toSend, ({ number }) => number).values()].map(async (ofNumber) => {
        for (const notice of ofNumber) await sendOne(notice, settings, context);
      }),
    );
    if (found < AT_ONCE) break;
  }
  await enterNotices(context);
}

async function sendOne(notice: CustomerNoticeRow, settings: NoticeSettingsRow, context: WorkerContext): Promise<void> {
  const answer = await handOver(notice, settings, context);
  await keepAnswer(context, notice, answer);
  const { noticeId, caseId } = notice;
  if (answer.kind !== 'accepted') context.log.warn({ noticeId, caseId, why: answer.why }, 'a notice was not accepted');
}

/** Those that go out now, marked so; each guard sees what was taken before, here and by others. */
async function takeNotices(
  into: EntityManager,
  timeZone: string,
  nowMs: number,
): Promise<{ found: number; toSend: CustomerNoticeRow[]; settings: NoticeSettingsRow }> {
  const notices = into.getRepository(CustomerNoticeSchema);
  // One at a time: two that look at once would each count one notice too few.
  const settings = await into
    .getRepository(NoticeSettingsSchema)
    .findOneOrFail({ where: { settingsId: 'center' }, lock: { mode: 'pessimistic_write' } });
  await loseSight(into, nowMs);
  const due = await notices.find({
    where: { state: 'waiting' },
    order: { sendAtMs: 'ASC', atMs: 'ASC' },
    take: AT_ONCE,
  });
  const ready = due.filter(({ sendAtMs }) => sendAtMs <= nowMs);
  const hours = { fromMinute: settings.fromMinute, toMinute: settings.toMinute, timeZone };
  const toSend: CustomerNoticeRow[] = [];
  for (const notice of ready) {
    const { noticeId } = notice;
    const guard = guardNotice(notice, await sentTo(into, notice.number, nowMs), hours, nowMs);
    if (guard.kind === 'wait') await notices.update({ noticeId }, { sendAtMs: guard.untilMs });
    else if (guard.kind === 'refuse')
      await notices.update({ noticeId }, { state: 'refused', why: guard.why, settledAtMs: nowMs });
    else {
      const tries = notice.tries + 1;
      await notices.update({ noticeId }, { state: 'sending', tries, sendAtMs: nowMs });
      await into.getRepository(NoticeAttemptSchema).insert({
        noticeId,
        attemptNo: tries,
        atMs: nowMs,
        driver: settings.driver,
        answer: null,
        why: '',
        providerId: null,
      });
      toSend.push({ ...notice, tries });
    }
  }
  return { found: ready.length, toSend, settings };
}

/** Who sent these has died: they may have arrived. */
async function loseSight(into: EntityManager, nowMs: number): Promise<void> {
  await into.query(
    `UPDATE notices SET state = 'unknown', why = 'interrupted', settledAtMs = ? WHERE state = 'sending' AND sendAtMs < ?`,
    [nowMs, nowMs - SENDING_LOST_MS],
  );
}

async function sentTo(into: EntityManager, number: string, nowMs: number) {
  const rows = await into.getRepository(CustomerNoticeSchema).find({
    where: { number, state: In(['sending', 'accepted', 'unknown']) },
    order: { atMs: 'DESC' },
    take: 100,
  });
  return rows
    .map(({ caseId, template, settledAtMs, sendAtMs }) => ({ caseId, template, atMs: settledAtMs ?? sendAtMs }))
    .filter(({ atMs }) => atMs > nowMs - BEFORE_MS);
}

async function keepAnswer(
  { db }: Pick<WorkerContext, 'db'>,
  { noticeId, tries }: CustomerNoticeRow,
  answer: NoticeAnswer,
): Promise<void> {
  const nowMs = Date.now();
  const why = answer.kind === 'accepted' ? '' : answer.why;
  const againAtMs = answer.kind === 'refused' && !answer.isFinal ? againAt(tries, nowMs) : null;
  const after =
    againAtMs === null
      ? { state: answer.kind, why, settledAtMs: nowMs }
      : { state: 'waiting' as const, why, sendAtMs: againAtMs };
  await inTransaction(db, async (into) => {
    await into.getRepository(CustomerNoticeSchema).update({ noticeId, state: 'sending' }, after);
    await into
      .getRepository(NoticeAttemptSchema)
      .update(
        { noticeId, attemptNo: tries },
        { answer: answer.kind, why, providerId: answer.kind === 'accepted' ? answer.providerId : null },
      );
  });
}
