import { addEntry, entryOf, findCase, inTransaction } from '@sansheng/shared/db';
import { type CustomerNoticeRow, CustomerNoticeSchema } from '@sansheng/shared/tables/service-desk/customer-notices';
import type { EntityManager } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';

const AT_ONCE = 100;

/** What became of each notice stands in the history of its case: that it was sent, refused, or that nobody knows. */
export async function enterNotices({ db }: Pick<WorkerContext, 'db'>): Promise<void> {
  for (;;) {
    const settled = (await db.query(
      'SELECT noticeId, caseId FROM notices WHERE isEntered = FALSE AND settledAtMs IS NOT NULL ORDER BY settledAtMs LIMIT ?',
      [AT_ONCE],
    )) as Pick<CustomerNoticeRow, 'noticeId' | 'caseId'>[];
    for (const one of settled) await inTransaction(db, 'READ COMMITTED', (into) => enterOne(into, one));
    if (settled.length < AT_ONCE) return;
  }
}

/** The case first, as acts lock it. Another worker may have entered it meanwhile. */
async function enterOne(
  into: EntityManager,
  { noticeId, caseId }: Pick<CustomerNoticeRow, 'noticeId' | 'caseId'>,
): Promise<void> {
  const row = await findCase(into, caseId, true);
  const notices = into.getRepository(CustomerNoticeSchema);
  const notice = await notices.findOne({
    where: { noticeId, isEntered: false },
    lock: { mode: 'pessimistic_write' },
  });
  if (notice === null || notice.settledAtMs === null) return;
  await notices.update({ noticeId }, { isEntered: true });
  if (row === null) return;
  const { template, state, why, text, settledAtMs } = notice;
  await addEntry(into, row, {
    ...entryOf('told', '', settledAtMs, ''),
    data: { noticeId, template, state, why, text },
  });
}
