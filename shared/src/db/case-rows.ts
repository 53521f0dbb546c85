/** The one place that writes the rows of cases: every change is one transaction of the case, its entry, its clocks and whom it tells. */
import type { CaseType, Visibility } from '../contracts/service-desk/case-types.ts';
import { isReadBy } from '../domain/cases/case-access.ts';
import type { CaseClock } from '../domain/cases/case-clock.ts';
import { keepVerdicts } from './clock-verdicts.ts';
import { tellOfCase } from './tell-of-case.ts';
import { writeRows } from './write-rows.ts';
import { caseNumber, isCaseNumber } from '../domain/cases/case-number.ts';
import type { CaseNow } from '../domain/cases/move-case.ts';
import { wordsOfNote } from '../domain/note-words.ts';
import {
  CaseClockSchema,
  type CaseClockRow,
  type CaseEventRow,
  CaseEventSchema,
  type CaseLinkRow,
  CaseLinkSchema,
  type CasePersonRow,
  CasePersonSchema,
  type CaseRow,
  CaseSchema,
} from '../tables/service-desk/cases.ts';
import type { DataSource, EntityManager } from 'typeorm';
import { FIRST_HASH, hashOfEntry } from './case-hash.ts';

type From = DataSource | EntityManager;
export type NewEntry = Omit<CaseEventRow, 'caseId' | 'seq' | 'prevHash' | 'hash'>;

/** By its number or its id; null: there is none. `locked`: for a change, until the transaction ends. */
export async function findCase(from: From, name: string, locked = false): Promise<CaseRow | null> {
  const where = isCaseNumber(name) ? { caseNo: name } : { caseId: name };
  return from
    .getRepository(CaseSchema)
    .findOne({ where, ...(locked && { lock: { mode: 'pessimistic_write' as const } }) });
}

export async function clocksOf(from: From, caseId: string): Promise<CaseClock[]> {
  const rows = await from
    .getRepository(CaseClockSchema)
    .find({ where: { caseId }, order: { startedAtMs: 'ASC', clockKey: 'ASC' } });
  return rows.map(({ caseId: _caseId, ...clock }) => clock);
}

export const entriesOf = (from: From, caseId: string): Promise<CaseEventRow[]> =>
  from.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });

export const linksOf = (from: From, caseId: string) =>
  from.getRepository(CaseLinkSchema).find({ where: { caseId }, order: { atMs: 'ASC', ref: 'ASC' } });

/** The next number of a type and day; taken back when the transaction is. */
export async function nextCaseNumber(into: EntityManager, prefix: string, day: string): Promise<string> {
  await into.query(
    `INSERT INTO case_counters (prefix, day, lastNumber) VALUES (?, ?, LAST_INSERT_ID(1))
     ON DUPLICATE KEY UPDATE lastNumber = LAST_INSERT_ID(lastNumber + 1)`,
    [prefix, day],
  );
  const [{ running }] = (await into.query('SELECT LAST_INSERT_ID() AS running')) as [{ running: number | string }];
  return caseNumber(prefix, day, Number(running));
}

/** An entry about no step, to be read inside the center; what differs is put over it. */
export const entryOf = (kind: NewEntry['kind'], byId: string, atMs: number, text: string): NewEntry => ({
  kind,
  byId,
  atMs,
  text,
  transition: null,
  fromStep: null,
  toStep: null,
  visibility: 'internal',
  data: {},
});

/** A new case with its clocks and its first entry. */
export async function insertCase(
  into: EntityManager,
  type: CaseType,
  row: Omit<CaseRow, 'numberEnd' | 'nextDueAtMs' | 'nextDueClock' | 'version' | 'lastSeq' | 'lastHash'>,
  clocks: readonly CaseClock[],
  entry: NewEntry,
): Promise<void> {
  const first = chained({ caseId: row.caseId, lastSeq: 0, lastHash: FIRST_HASH }, entry);
  const opened = {
    ...row,
    numberEnd: row.caseNo.slice(-4),
    ...nextDueOf(clocks),
    version: 1,
    lastSeq: first.seq,
    lastHash: first.hash,
  };
  await into.getRepository(CaseSchema).insert(opened as never);
  await into.getRepository(CaseEventSchema).insert(first as never);
  await saveClocks(into, row.caseId, clocks);
  await keepWords(into, row.caseId, [...textsOf(type, row), entry]);
  await tellOfCase(into, null, opened, first);
}

/** The case after a change: counted, with its clocks and its entry. The row is locked by `findCase`. */
export async function saveCase(
  into: EntityManager,
  type: CaseType,
  before: CaseRow,
  change: Partial<CaseRow>,
  clocks: readonly CaseClock[],
  entry: NewEntry,
): Promise<CaseRow> {
  const added = chained(before, entry);
  const after: CaseRow = {
    ...before,
    ...change,
    ...nextDueOf(clocks),
    version: before.version + 1,
    lastSeq: added.seq,
    lastHash: added.hash,
  };
  const { caseId, ...columns } = after;
  await into.getRepository(CaseSchema).update({ caseId }, columns as never);
  await into.getRepository(CaseEventSchema).insert(added as never);
  await saveClocks(into, caseId, clocks);
  if (after.departmentId !== before.departmentId && before.departmentId !== null)
    await keepPerson(into, caseId, 'formerDepartment', before.departmentId, entry.atMs);
  if (after.assigneeId !== before.assigneeId && before.assigneeId !== null)
    await keepPerson(into, caseId, 'formerAssignee', before.assigneeId, entry.atMs);
  const known = new Set(textsOf(type, before).map(({ text }) => text));
  await keepWords(into, caseId, [...textsOf(type, after).filter(({ text }) => !known.has(text)), entry]);
  await tellOfCase(into, before, after, added);
  return after;
}

/** Adds an entry and leaves what the case is alone, so that nobody's change is refused for it. */
export async function addEntry(
  into: EntityManager,
  before: CaseRow,
  entry: NewEntry,
  change: Partial<Pick<CaseRow, 'chases' | 'lastChasedAtMs'>> = {},
): Promise<CaseRow> {
  const added = chained(before, entry);
  const changed = { ...change, lastSeq: added.seq, lastHash: added.hash };
  await into.getRepository(CaseSchema).update({ caseId: before.caseId }, changed);
  await into.getRepository(CaseEventSchema).insert(added as never);
  await keepWords(into, before.caseId, [entry]);
  await tellOfCase(into, before, { ...before, ...changed }, added);
  return { ...before, ...changed };
}

/** After its row, which says with it what reports count. */
export async function saveClocks(into: EntityManager, caseId: string, clocks: readonly CaseClock[]): Promise<void> {
  const rows = clocks.map((clock) => clockRow(caseId, clock));
  await writeRows(into, CaseClockSchema, rows, 'replace');
  await keepVerdicts(into, [caseId]);
}

/** Only what the clocks of the case say of it; not a change that somebody made. */
export const saveNextDue = (into: EntityManager, caseId: string, clocks: readonly CaseClock[]) =>
  into.getRepository(CaseSchema).update({ caseId }, nextDueOf(clocks));

export const keepPerson = (
  into: EntityManager,
  caseId: string,
  relation: CasePersonRow['relation'],
  ref: string,
  sinceMs: number,
): Promise<void> => writeRows(into, CasePersonSchema, [{ caseId, relation, ref, sinceMs }], 'keep');

/** True unless it was linked already. The case is locked. */
export async function keepLink(into: EntityManager, link: CaseLinkRow): Promise<boolean> {
  const { caseId, kind, ref } = link;
  if (await into.getRepository(CaseLinkSchema).existsBy({ caseId, kind, ref })) return false;
  await writeRows(into, CaseLinkSchema, [link], 'fail');
  return true;
}

export const changeOf = (now: CaseNow): Partial<CaseRow> => ({
  stepKey: now.stepKey,
  state: now.state,
  round: now.round,
  grade: now.grade,
  categoryId: now.categoryId,
  areaKind: now.areaKind as CaseRow['areaKind'],
  amountFen: now.amountFen,
  isDifficult: now.isDifficult,
  fields: { ...now.fields },
  departmentId: now.departmentId,
  assigneeId: now.assigneeId,
  returns: now.returns,
  reworks: now.reworks,
  reopenings: now.reopenings,
  stepSinceMs: now.stepSinceMs,
  settledAtMs: now.settledAtMs,
  closedAtMs: now.closedAtMs,
});

function chained(
  { caseId, lastSeq, lastHash }: Pick<CaseRow, 'caseId' | 'lastSeq' | 'lastHash'>,
  entry: NewEntry,
): CaseEventRow {
  const whole = { ...entry, caseId, seq: lastSeq + 1, prevHash: lastHash };
  return { ...whole, hash: hashOfEntry(whole) };
}

/** The earliest of those that run. */
function nextDueOf(clocks: readonly CaseClock[]): Pick<CaseRow, 'nextDueAtMs' | 'nextDueClock'> {
  const running = clocks.filter(
    ({ stoppedAtMs, state, dueAtMs }) =>
      stoppedAtMs === null && dueAtMs !== null && (state === 'running' || state === 'missed'),
  );
  const [next] = running.toSorted((one, other) => (one.dueAtMs as number) - (other.dueAtMs as number));
  return { nextDueAtMs: next?.dueAtMs ?? null, nextDueClock: next?.clockKey ?? null };
}

const clockRow = (caseId: string, clock: CaseClock): CaseClockRow => ({
  ...clock,
  caseId,
  pauses: [...clock.pauses],
  levelsDone: [...clock.levelsDone],
});

const WORDS_LENGTH = 60_000;

interface Written {
  text: string;
  visibility: Visibility;
}

/** Title and texts of the fields as they are now, each for whom it is. */
function textsOf(
  type: CaseType,
  { title, contactName, fields }: Pick<CaseRow, 'title' | 'contactName' | 'fields'>,
): Written[] {
  const ofFields = type.fields.map(({ key, visibility }) => ({ text: fields[key], visibility }));
  return [
    { text: title, visibility: 'department' },
    { text: contactName, visibility: 'department' },
    ...ofFields.filter((one): one is Written => typeof one.text === 'string'),
  ];
}

/** Adds words to those that the case is found by: for departments apart from those for the center. Restricted ones are not. */
async function keepWords(into: EntityManager, caseId: string, written: readonly Written[]): Promise<void> {
  const wordsOf = (texts: readonly Written[]) =>
    wordsOfNote(texts.map(({ text }) => text).join('\n')).slice(0, WORDS_LENGTH);
  const forDepartments = written.filter(({ visibility }) => isReadBy(visibility, 'department'));
  const inside = written.filter(({ visibility }) => visibility === 'internal');
  const [words, innerWords] = [wordsOf(forDepartments), wordsOf(inside)];
  if (words === '' && innerWords === '') return;
  await into.query(
    `INSERT INTO case_words (caseId, words, innerWords) VALUES (?, ?, ?)
     ON DUPLICATE KEY UPDATE words = LEFT(CONCAT(words, ' ', VALUES(words)), ${WORDS_LENGTH}),
       innerWords = LEFT(CONCAT(innerWords, ' ', VALUES(innerWords)), ${WORDS_LENGTH})`,
    [caseId, words, innerWords],
  );
}
