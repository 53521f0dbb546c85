import { CustomerSearch, type CustomerSummary, referenceKinds } from '@sansheng/shared/contracts/customers/customers';
import { access } from '@sansheng/shared/domain/access';
import { sightOf } from '@sansheng/shared/domain/customer-access';
import { maskNumber } from '@sansheng/shared/domain/masked-number';
import { showNumber } from '@sansheng/shared/domain/phone-number';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import type { Session } from '../../platform/http/routes.ts';
import { sendSpreadsheet, spreadsheetFormats } from '../../platform/http/spreadsheet.ts';
import { readJson } from './customers.store.ts';
import { searchCustomers } from './search-customers.store.ts';
import { shownNumber } from './shown-number.ts';

const PAGE = 1000;
const headings = [
  '姓名',
  '电话',
  '地址',
  '等级',
  '标签',
  '归属工号',
  '保密级别',
  '客户号',
  '账号',
  '合同',
  '设备',
  '备注',
];
const tierNames = { ordinary: '普通', silver: '银卡', gold: '金卡', vip: 'VIP' };
const confidentialityNames = { ordinary: '普通', confidential: '保密', secret: '机密' };

/** Uses the headings that an import reads. Numbers are masked by role, as everywhere. */
export function addCustomerExportRoute({ env, db, routes, audit }: AppContext): void {
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  type Parts = { addresses: string | string[]; note: string; referencesFound: string | null };

  async function rowsOf(session: Session, page: readonly CustomerSummary[]): Promise<string[][]> {
    const parts: (Parts & { customerId: string })[] = await db.query(
      `SELECT c.customerId, c.addresses, c.note, (SELECT GROUP_CONCAT(CONCAT(kind, ':', digits) ORDER BY kind, digits)
         FROM customer_references FORCE INDEX (references_of_customer) WHERE customerId = c.customerId) AS referencesFound
       FROM customers c WHERE c.customerId IN (?)`,
      [page.map(({ customerId }) => customerId)],
    );
    const partsOf = new Map(parts.map((row) => [row.customerId, row]));
    return page.map((customer) => {
      const isWhole = sightOf(customer, session, false) === 'whole';
      const own = isWhole ? partsOf.get(customer.customerId) : undefined;
      const references = (own?.referencesFound ?? '').split(',').map((text) => text.split(':'));
      const show = (number: string) =>
        isWhole ? shownNumber(number, plan.country, session.roles) : maskNumber(showNumber(number, plan.country));
      return [
        customer.name,
        customer.numbers.map(show).join(','),
        readJson(own?.addresses ?? []).join(';'),
        tierNames[customer.tier],
        customer.tags.join(','),
        customer.ownerId ?? '',
        confidentialityNames[customer.confidentiality],
        ...referenceKinds.map((kind) =>
          references
            .filter(([of]) => of === kind)
            .map(([, digits]) => digits)
            .join(','),
        ),
        own?.note ?? '',
      ];
    });
  }

  routes.add({
    method: 'get',
    path: '/api/v1/customers-export',
    access: access.customerLists,
    summary: 'The customers found by a search, as xlsx or csv; each export is audited',
    tag: 'customers',
    query: CustomerSearch.omit({ cursor: true, limit: true }).extend({
      format: z.enum(spreadsheetFormats).default('xlsx'),
    }),
    handler: async ({ query: { format, ...filter }, session, address, response }) => {
      const { employeeNo } = session;
      await audit({ employeeNo, action: 'customers.exported', target: format, address, detail: filter });
      async function* batches() {
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await searchCustomers(
            db,
            { ...filter, limit: PAGE, ...(cursor !== undefined && { cursor }) },
            plan,
            session,
          );
          cursor = page.nextCursor;
          if (page.customers.length > 0) yield await rowsOf(session, page.customers);
        }
      }
      await sendSpreadsheet(response, format, 'customers', headings, batches());
    },
  });
}
