import { createHash } from 'node:crypto';
import { isOwnId } from '@sansheng/shared/contracts/plain-text';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { NoticeLanguage } from '@sansheng/shared/domain/customer-notices/render-notice';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { AreaSchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import { type CustomerNoticeRow, CustomerNoticeSchema } from '@sansheng/shared/tables/service-desk/customer-notices';
import type { DataSource, EntityManager } from 'typeorm';

type From = DataSource | EntityManager;
/** As many as are looked through on a page. */
const LISTED = 100;

/** `why`: it is refused for that before it is tried. The same of an entry is kept once. */
export async function keepNotice(
  into: EntityManager,
  seq: number,
  given: Pick<CustomerNoticeRow, 'caseId' | 'caseNo' | 'template' | 'number' | 'text' | 'isUrgent'>,
  why: string | null,
  nowMs: number,
): Promise<void> {
  const { caseId, template, number } = given;
  const noticeId = createHash('sha256').update(`${caseId} ${seq} ${template} ${number}`).digest('hex').slice(0, 40);
  await into.getRepository(CustomerNoticeSchema).insert({
    ...given,
    noticeId,
    state: why === null ? 'waiting' : 'refused',
    why: why ?? '',
    tries: 0,
    atMs: nowMs,
    sendAtMs: nowMs,
    settledAtMs: why === null ? null : nowMs,
    isEntered: false,
  });
}

/** Areas by their names, as customers know them; what is no area of the center is a name already. */
export async function withAreaNames(
  from: From,
  { fields: known }: CaseType,
  fields: CaseRow['fields'],
  language: NoticeLanguage,
): Promise<CaseRow['fields']> {
  const named = { ...fields };
  for (const { key, kind } of known) {
    const areaId = fields[key];
    if (kind !== 'area' || typeof areaId !== 'string' || !isOwnId(areaId)) continue;
    const area = await from.getRepository(AreaSchema).findOneBy({ areaId });
    if (area !== null) named[key] = language === 'zh' ? area.name : area.nameEn;
  }
  return named;
}

export const noticesOf = (from: From, caseId: string): Promise<CustomerNoticeRow[]> =>
  from
    .getRepository(CustomerNoticeSchema)
    .find({ where: { caseId }, order: { atMs: 'DESC', noticeId: 'ASC' }, take: LISTED });

export const findNotice = (from: From, noticeId: string): Promise<CustomerNoticeRow | null> =>
  from.getRepository(CustomerNoticeSchema).findOneBy({ noticeId });

/** It waits again, as it did at first. */
export async function sendAgain(into: EntityManager, noticeId: string, nowMs: number): Promise<void> {
  await into
    .getRepository(CustomerNoticeSchema)
    .update({ noticeId }, { state: 'waiting', why: '', sendAtMs: nowMs, settledAtMs: null, isEntered: false });
}

/** What arrived last, the newest first. */
export const lastAccepted = (from: From): Promise<CustomerNoticeRow[]> =>
  from
    .getRepository(CustomerNoticeSchema)
    .find({ where: { state: 'accepted' }, order: { settledAtMs: 'DESC', noticeId: 'ASC' }, take: LISTED });
