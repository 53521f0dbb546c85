import type { CustomerSearch, CustomerSummary } from '@sansheng/shared/contracts/customers/customers';
import { isOwnId } from '@sansheng/shared/contracts/plain-text';
import { readName, readTypedName } from '@sansheng/shared/db';
import { access, may } from '@sansheng/shared/domain/access';
import { confidentialities, findsSecret, sightOf, type Viewer } from '@sansheng/shared/domain/customer-access';
import { readNumber, type NumberPlan } from '@sansheng/shared/domain/phone-number';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type PageCursor, readCursor, writeCursor } from '../../platform/http/page-cursor.ts';
import { readSummary, summaryColumns } from './customers.store.ts';

type Search = z.output<typeof CustomerSearch>;

/** One index, read from its beginning or from the cursor on: the page is cut before anything else is looked up. */
interface Walk {
  from: string;
  where: string;
  values: unknown[];
  /** Column that the index is ordered by, then by customerId. */
  order: string;
  descending?: boolean;
  /** Finds only files whose numbers this person sees: what is hidden must not be found out digit by digit. */
  seesNumbers?: boolean;
}

/** Number of last digits that a masked number shows. */
const SHOWN_ENDING = 4;

/**
 * A page of customers and the cursor of the next. Each way to search is one range of one index, whatever the size of the
 * table. By the end of a number a person finds files whose numbers they see; others by their last four digits only.
 */
export async function searchCustomers(
  db: DataSource,
  search: Search,
  plan: NumberPlan,
  viewer: Viewer,
): Promise<{ customers: CustomerSummary[]; nextCursor: string | null }> {
  const after = readCursor(search.cursor);
  for (const walk of waysOf(search, plan, viewer)) {
    const rows = await take(db, walk, search, after, viewer);
    // The next pages use the same way of searching as the first.
    if (rows.length === 0 && after === null) continue;
    const page = rows.slice(0, search.limit);
    const last = page.at(-1);
    // A customer with two numbers of the same ending is found once.
    const people = new Map(page.map((row) => [row.customerId, readSummary(row)]));
    return {
      customers: [...people.values()],
      nextCursor:
        rows.length > search.limit && last !== undefined
          ? writeCursor({ key: last.orderedBy, id: last.customerId })
          : null,
    };
  }
  return { customers: [], nextCursor: null };
}

/** The ways to search for it, the likeliest first; the first that finds anything is used. */
function waysOf({ search = '', tag }: Search, plan: NumberPlan, viewer: Viewer): Walk[] {
  const byTag = tag === undefined ? null : { from: 'customer_tags x JOIN customers c USING (customerId)', tag };
  const letters = readTypedName(search);
  if (search === '') {
    if (byTag !== null) return [{ from: byTag.from, where: 'x.tag = ?', values: [byTag.tag], order: 'x.pinyin' }];
    return [{ from: 'customers c', where: 'TRUE', values: [], order: 'c.updatedAtMs', descending: true }];
  }
  if (/^\+?[\d\s()-]+$/.test(search)) {
    const digits = search.replaceAll(/\D/g, '');
    const { e164 } = readNumber(search, plan);
    const numbers = 'customer_numbers x JOIN customers c USING (customerId)';
    const ways: Walk[] = [];
    if (e164 !== null) ways.push({ from: numbers, where: 'x.e164 = ?', values: [e164], order: 'x.e164' });
    ways.push(byReference(digits));
    const byEnding = { from: numbers, where: 'x.reversed LIKE ?', values: [`${[...digits].reverse().join('')}%`] };
    // Neither the order nor the cursor of the next page gives away the digits before those four.
    if (digits.length === SHOWN_ENDING) ways.push({ ...byEnding, order: 'x.customerId' });
    else if (digits.length >= 3 && may(viewer, access.customerNumbers))
      ways.push({ ...byEnding, order: 'x.reversed', seesNumbers: true });
    return ways;
  }
  const beginning = `${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  if (!/^[\p{Script=Latin}\p{M}\d\s'’./-]+$/u.test(search)) {
    if (byTag !== null) {
      const where = 'x.tag = ? AND c.name LIKE ?';
      const inLetters = `${readName(search).pinyin}%`;
      return [
        {
          from: byTag.from,
          where: `${where} AND x.pinyin LIKE ?`,
          values: [byTag.tag, beginning, inLetters],
          order: 'x.pinyin',
        },
        // The beginning of a name may be pronounced differently from the whole (尉 and 尉迟).
        { from: byTag.from, where, values: [byTag.tag, beginning], order: 'x.pinyin' },
      ];
    }
    return [{ from: 'customers c', where: 'c.name LIKE ?', values: [beginning], order: 'c.name' }];
  }
  if (letters === '') return [];
  if (byTag !== null) {
    return [
      {
        from: byTag.from,
        where: 'x.tag = ? AND x.pinyin LIKE ?',
        values: [byTag.tag, `${letters}%`],
        order: 'x.pinyin',
      },
      {
        from: byTag.from,
        where: 'x.tag = ? AND c.initials LIKE ?',
        values: [byTag.tag, `${letters}%`],
        order: 'x.pinyin',
      },
    ];
  }
  return [
    { from: 'customers c', where: 'c.pinyin LIKE ?', values: [`${letters}%`], order: 'c.pinyin' },
    { from: 'customers c', where: 'c.initials LIKE ?', values: [`${letters}%`], order: 'c.initials' },
    ...(isOwnId(search) ? [byReference(search.replaceAll(/[\s-]/g, '').toUpperCase())] : []),
  ];
}

function byReference(digits: string): Walk {
  return {
    from: 'customer_references x JOIN customers c USING (customerId)',
    where: `x.kind IN ('customerNumber', 'accountNumber', 'contract', 'equipment') AND x.digits = ?`,
    values: [digits],
    order: 'x.digits',
  };
}

type FoundRow = Parameters<typeof readSummary>[0] & { orderedBy: string | number };

function take(
  db: DataSource,
  { from, where, values, order, descending = false, seesNumbers = false }: Walk,
  { owner, limit }: Search,
  after: PageCursor | null,
  viewer: Viewer,
): Promise<FoundRow[]> {
  const conditions = [where, 'c.mergedInto IS NULL'];
  const given = [...values];
  if (owner !== undefined) {
    conditions.push('c.ownerId = ?');
    given.push(owner);
  }
  const seen = confidentialities.filter((confidentiality) =>
    seesNumbers
      ? sightOf({ confidentiality, ownerId: null }, viewer, false) === 'whole'
      : confidentiality !== 'secret' || findsSecret(viewer),
  );
  if (seen.length < confidentialities.length) {
    conditions.push('(c.confidentiality IN (?) OR c.ownerId = ?)');
    given.push(seen, viewer.employeeNo);
  }
  const [sign, direction] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  // The id of the table that is being read: ordering by the other's id would not use the index, and everything would be
  // sorted.
  const id = `${order.slice(0, 1)}.customerId`;
  if (after !== null) {
    conditions.push(`${order} ${sign}= ? AND (${order} ${sign} ? OR ${id} ${sign} ?)`);
    given.push(after.key, after.key, after.id);
  }
  return db.query(
    `SELECT ${summaryColumns}, f.orderedBy FROM (
       SELECT STRAIGHT_JOIN ${id} AS customerId, ${order} AS orderedBy FROM ${from}
       WHERE ${conditions.join(' AND ')} ORDER BY ${order} ${direction}, ${id} ${direction} LIMIT ?
     ) f JOIN customers c ON c.customerId = f.customerId ORDER BY f.orderedBy ${direction}, f.customerId ${direction}`,
    [...given, limit + 1],
  );
}
