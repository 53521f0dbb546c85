import { type CustomerSummary, customerTiers } from '@sansheng/shared/contracts/customers/customers';
import {
  type CustomerMergeRow,
  CustomerMergeSchema,
  type MergedFields,
  type MovedByMerge,
} from '@sansheng/shared/tables/customers/merging';
import {
  CustomerNumberSchema,
  type CustomerReferenceRow,
  CustomerReferenceSchema,
  type CustomerRow,
  CustomerSchema,
  CustomerTagSchema,
} from '@sansheng/shared/tables/customers/customers';
import { CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import { RecordingRefusalSchema } from '@sansheng/shared/tables/customers/recording-refusal';
import { inTransaction, keepVerdicts, replaceCustomerFiles, standFor } from '@sansheng/shared/db';
import { confidentialities } from '@sansheng/shared/domain/customer-access';
import { type DataSource, type EntityManager, In, IsNull, MoreThanOrEqual } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { mergedIdsOf, readJson, readSummary, summaryColumns, takeFile, type Trace } from './customers.store.ts';

type Reference = Pick<CustomerReferenceRow, 'kind' | 'digits'>;

const NOTE_LENGTH = 2000;
const LIKELY_AT_ONCE = 20;
/** That many digits in common at the end are no coincidence among customers of the same name. */
const SAME_ENDING = 7;

/**
 * Makes one file of two: numbers, references, cases, visits and who called about outages move, addresses and tags are put together, the higher
 * tier, the stricter confidentiality and a refusal to be recorded win. Calls keep the file they were recorded under and
 * are read through the merged file. Throws `notFound` when either file does not exist (any more), `badRequest` for a
 * file with itself.
 */
export async function mergeCustomers(
  db: DataSource,
  {
    mergeId,
    keptId,
    mergedId,
    by,
    nowMs,
  }: { mergeId: string; keptId: string; mergedId: string; by: string; nowMs: number },
  trace: Trace,
): Promise<void> {
  if (keptId === mergedId) throw new UserError('badRequest', { field: 'mergedId' });
  await inTransaction(db, 'READ COMMITTED', async (write) => {
    const taken = new Map<string, CustomerRow>();
    // Always in the same order, so that two crossing merges cannot deadlock.
    for (const customerId of [keptId, mergedId].sort()) taken.set(customerId, await takeFile(write, customerId));
    const kept = taken.get(keptId) as CustomerRow;
    const merged = taken.get(mergedId) as CustomerRow;
    const moving = await readParts(write, mergedId);
    const own = await readParts(write, keptId);
    const before = fieldsOf(kept);
    const after = mergeFields(before, fieldsOf(merged));
    // Its own fields stay as they were, in case the merge is undone.
    await write.getRepository(CustomerSchema).update({ customerId: mergedId }, { mergedInto: keptId });
    for (const part of [CustomerNumberSchema, CustomerReferenceSchema, CustomerTagSchema]) {
      await write.getRepository<{ customerId: string }>(part).delete({ customerId: mergedId });
    }
    await replaceCustomerFiles(write, [
      {
        ...kept,
        ...after,
        numbers: [...own.numbers, ...moving.numbers],
        references: [...own.references, ...moving.references],
        updatedAtMs: Math.max(nowMs, kept.updatedAtMs + 1),
      },
    ]);
    const ties = await moveTies(write, mergedId, keptId);
    await standFor(write, { keptId, customerIds: await mergedIdsOf(write, keptId), formerId: mergedId });
    await write.getRepository(CustomerMergeSchema).insert({
      mergeId,
      keptId,
      mergedId,
      mergedName: merged.name,
      atMs: nowMs,
      by,
      undoneAtMs: null,
      moved: { ...moving, ...ties, before, after },
    });
    await trace(write);
  });
}

/** What the service desk has of a customer goes to another file; returns what went. */
async function moveTies(
  write: EntityManager,
  mergedId: string,
  keptId: string,
): Promise<Pick<MovedByMerge, 'cases' | 'followUps' | 'outageCallers'>> {
  const where = { customerId: mergedId };
  const [cases, followUps, callers] = await Promise.all([
    write.getRepository(CaseSchema).find({ select: { caseId: true }, where }),
    write.getRepository(FollowUpSchema).find({ select: { followUpId: true }, where }),
    write.getRepository(OutageCallerSchema).findBy(where),
  ]);
  for (const table of [CaseSchema, FollowUpSchema, OutageCallerSchema])
    await write.getRepository<{ customerId: string | null }>(table).update(where, { customerId: keptId });
  const caseIds = cases.map(({ caseId }) => caseId);
  await keepVerdicts(write, caseIds);
  return {
    cases: caseIds,
    followUps: followUps.map(({ followUpId }) => followUpId),
    outageCallers: callers.map(({ caseId, number }) => ({ caseId, number })),
  };
}

/** Those that are still where the merge put them. */
async function moveTiesBack(
  write: EntityManager,
  { cases, followUps = [], outageCallers = [] }: MovedByMerge,
  keptId: string,
  mergedId: string,
): Promise<void> {
  const [from, to] = [{ customerId: keptId }, { customerId: mergedId }];
  if (cases.length > 0) await write.getRepository(CaseSchema).update({ ...from, caseId: In(cases) }, to);
  if (followUps.length > 0)
    await write.getRepository(FollowUpSchema).update({ ...from, followUpId: In(followUps) }, to);
  for (const caller of outageCallers) await write.getRepository(OutageCallerSchema).update({ ...from, ...caller }, to);
  await keepVerdicts(write, cases);
}

/** The two files of a merge. Throws `notFound` without such a merge. */
export async function findFilesOfMerge(db: DataSource, mergeId: string): Promise<CustomerRow[]> {
  const merge = await db.getRepository(CustomerMergeSchema).findOneBy({ mergeId });
  if (merge === null) throw new UserError('notFound');
  return db.getRepository(CustomerSchema).findBy({ customerId: In([merge.keptId, merge.mergedId]) });
}

/** A refusal from before the merge stays with its own file; this is one stated while they were merged. */
async function handBackRefusal(
  write: EntityManager,
  { keptId, mergedId, atMs }: Pick<CustomerMergeRow, 'keptId' | 'mergedId' | 'atMs'>,
): Promise<void> {
  const refusals = write.getRepository(RecordingRefusalSchema);
  // Nobody knows which of the two refused, so neither is recorded.
  const since = await refusals.findOneBy({ customerId: keptId, setAtMs: MoreThanOrEqual(atMs) });
  if (since !== null) await refusals.save({ ...since, customerId: mergedId });
}

/**
 * Undoes a merge. Changes made since stay with the kept file: a field goes back only if it is still as the merge left
 * it, a number only if it is still there. Throws `notFound` if there is no such merge, `wrongState` if it was already
 * undone or the kept file was itself merged.
 */
export async function undoMerge(
  db: DataSource,
  mergeId: string,
  nowMs: number,
  trace: (within: EntityManager, undone: { keptId: string; mergedId: string }) => Promise<void>,
): Promise<{ keptId: string; mergedId: string }> {
  return inTransaction(db, 'READ COMMITTED', async (write) => {
    const merges = write.getRepository(CustomerMergeSchema);
    const merge = await merges.findOne({ where: { mergeId }, lock: { mode: 'pessimistic_write' } });
    if (merge === null) throw new UserError('notFound');
    const { keptId, mergedId, moved } = merge;
    const later = await merges.existsBy({ mergedId: keptId, undoneAtMs: IsNull() });
    if (merge.undoneAtMs !== null || later) throw new UserError('wrongState');
    const customers = write.getRepository(CustomerSchema);
    const kept = await takeFile(write, keptId);
    const merged = await customers.findOne({ where: { customerId: mergedId }, lock: { mode: 'pessimistic_write' } });
    if (merged === null) throw new UserError('notFound');
    const current = fieldsOf(kept);
    const back = { ...current };
    for (const field of Object.keys(moved.before) as (keyof MergedFields)[]) {
      if (isSame(current[field], moved.after[field])) Object.assign(back, { [field]: moved.before[field] });
    }
    const still = await readParts(write, keptId);
    const isMoved = (one: Reference) =>
      moved.references.some(({ kind, digits }) => kind === one.kind && digits === one.digits);
    const wasMoved = (e164: string) => moved.numbers.includes(e164);
    await replaceCustomerFiles(write, [
      {
        ...kept,
        ...back,
        numbers: still.numbers.filter((e164) => !wasMoved(e164)),
        references: still.references.filter((one) => !isMoved(one)),
        updatedAtMs: Math.max(nowMs, kept.updatedAtMs + 1),
      },
    ]);
    await customers.update({ customerId: mergedId }, { mergedInto: null });
    await replaceCustomerFiles(write, [
      {
        ...merged,
        numbers: still.numbers.filter(wasMoved),
        references: still.references.filter(isMoved),
        updatedAtMs: nowMs,
      },
    ]);
    await moveTiesBack(write, moved, keptId, mergedId);
    await handBackRefusal(write, merge);
    await standFor(write, { keptId: mergedId, customerIds: await mergedIdsOf(write, mergedId), formerId: keptId });
    await merges.update({ mergeId }, { undoneAtMs: nowMs });
    await trace(write, { keptId, mergedId });
    return { keptId, mergedId };
  });
}

/** Files of the same name with an address or the end of a number in common; most in common first. */
export async function findLikelyDuplicates(db: DataSource, customerId: string, viewer: string | null) {
  const [file] = await db.getRepository(CustomerSchema).findBy({ customerId });
  if (file === undefined) throw new UserError('notFound');
  const ofName: (Parameters<typeof readSummary>[0] & { addresses: string | string[] })[] = await db.query(
    `SELECT ${summaryColumns}, c.addresses FROM customers c
     WHERE c.name = ? AND c.customerId <> ? AND c.mergedInto IS NULL
       ${viewer === null ? '' : `AND (c.confidentiality <> 'secret' OR c.ownerId = ?)`} LIMIT 500`,
    viewer === null ? [file.name, customerId] : [file.name, customerId, viewer],
  );
  const own = await db.getRepository(CustomerNumberSchema).findBy({ customerId });
  const endings = new Set(own.map(({ e164 }) => e164.slice(-SAME_ENDING)));
  return ofName
    .map(({ addresses, ...row }): CustomerSummary & { why: ('name' | 'address' | 'number')[] } => {
      const summary = readSummary(row);
      const theirs = readJson(addresses);
      const why: ('name' | 'address' | 'number')[] = ['name'];
      if (theirs.some((address) => file.addresses.includes(address))) why.push('address');
      if (summary.numbers.some((number) => endings.has(number.slice(-SAME_ENDING)))) why.push('number');
      return { ...summary, why };
    })
    .sort((a, b) => b.why.length - a.why.length)
    .slice(0, LIKELY_AT_ONCE);
}

async function readParts(
  write: EntityManager,
  customerId: string,
): Promise<{ numbers: string[]; references: Reference[] }> {
  const numbers = await write
    .getRepository(CustomerNumberSchema)
    .find({ where: { customerId }, order: { position: 'ASC' } });
  const references = await write.getRepository(CustomerReferenceSchema).findBy({ customerId });
  return {
    numbers: numbers.map(({ e164 }) => e164),
    references: references.map(({ kind, digits }) => ({ kind, digits })),
  };
}

function fieldsOf({ name, tier, addresses, tags, note, ownerId, confidentiality }: CustomerRow): MergedFields {
  return { name, tier, addresses, tags, note, ownerId, confidentiality };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function mergeFields(kept: MergedFields, merged: MergedFields): MergedFields {
  const higher = <T>(order: readonly T[], a: T, b: T) => (order.indexOf(a) >= order.indexOf(b) ? a : b);
  const notes = [kept.note, merged.note].filter((note, i, all) => note !== '' && all.indexOf(note) === i);
  return {
    name: kept.name,
    tier: higher(customerTiers, kept.tier, merged.tier),
    addresses: [...new Set([...kept.addresses, ...merged.addresses])],
    tags: [...new Set([...kept.tags, ...merged.tags])],
    note: notes.join('\n').slice(0, NOTE_LENGTH),
    ownerId: kept.ownerId ?? merged.ownerId,
    confidentiality: higher(confidentialities, kept.confidentiality, merged.confidentiality),
  };
}
