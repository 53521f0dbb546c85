import {
  checkNotices,
  type NoticeLanguage,
  renderNotice,
} from '@sansheng/shared/domain/customer-notices/render-notice';
import { noticeTemplates } from '@sansheng/shared/domain/customer-notices/templates';
import { readNumber } from '@sansheng/shared/domain/phone-number';
import type { EntityManager } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import type { CaseWork, MovedCase } from '../cases/index.ts';
import { concernedBy } from '../concerned/index.ts';
import { addCustomerNoticeRoutes } from './customer-notices.routes.ts';
import { addNoticeSettingsRoutes } from './notice-settings.routes.ts';
import { keepNotice, withAreaNames } from './customer-notices.store.ts';

/**
 * What customers are told of a case, written with the act that tells it; workers send it. Throws, naming type and
 * template, where a type would tell customers what is not for them.
 */
export function customerNoticesFeature(context: AppContext, cases: CaseWork): void {
  const [problem] = checkNotices(cases.types.current);
  if (problem !== undefined) throw new Error(`notices to customers: ${problem}`);
  const plan = { country: context.env.CENTER_COUNTRY, areaCode: context.env.CENTER_AREA_CODE };
  const language: NoticeLanguage = plan.country === 'CN' ? 'zh' : 'en';
  const timeZone = context.env.CENTER_TIME_ZONE;
  /** Why a number gets no notice, whatever it says; null: it may. */
  const faultOf = (number: string) => {
    if (number === '') return 'noNumber';
    const { kind } = readNumber(number, plan);
    return kind === 'mobile' || kind === 'international' ? null : 'notMobile';
  };

  async function tellCustomers(into: EntityManager, { after, type, outcomes, nowMs }: MovedCase): Promise<void> {
    const told = outcomes.flatMap((one) => (one.do === 'notify' && one.whom === 'customer' ? [one.template] : []));
    if (told.length === 0) return;
    const { caseId, caseNo, lastSeq } = after;
    const fields = await withAreaNames(into, type, after.fields, language);
    const concerned = await concernedBy(into, after);
    for (const template of told) {
      const rendered = renderNotice(template, { type, caseNo, fields, language, timeZone });
      const text = rendered.kind === 'rendered' ? rendered.text : '';
      const isUrgent = noticeTemplates[template]?.isUrgent ?? false;
      for (const { number } of concerned) {
        const why = rendered.kind === 'empty' ? `empty: ${rendered.variable}` : faultOf(number);
        await keepNotice(into, lastSeq, { caseId, caseNo, template, number, text, isUrgent }, why, nowMs);
      }
    }
  }

  cases.hearers.push(tellCustomers);
  addCustomerNoticeRoutes(context, cases);
  addNoticeSettingsRoutes(context);
}
