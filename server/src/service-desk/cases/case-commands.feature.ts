/**
 * What people do to cases. Each is one transaction: the case is locked, its rules are asked, and what follows is written
 * with its entry, clocks, notices, deliveries and audit, or not at all.
 */
import type { AuditAction } from '@sansheng/shared/contracts/audit';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type {
  CaseActBody,
  ChaseCaseBody,
  EditCaseBody,
  ExtendClockBody,
  NoteCaseBody,
  OpenCaseBody,
} from '@sansheng/shared/contracts/service-desk/cases';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { type CaseSight, type CaseViewer, isReadBy } from '@sansheng/shared/domain/cases/case-access';
import { type CaseClock, extendClock } from '@sansheng/shared/domain/cases/case-clock';
import { checkFields } from '@sansheng/shared/domain/cases/case-fields';
import {
  type CaseAct,
  type CaseMove,
  type CaseNow,
  type CaseOutcome,
  type CaseParts,
  type CasePerson,
  clockParts,
  moveCase,
  openCase,
  refitClocks,
} from '@sansheng/shared/domain/cases/move-case';
import {
  addEntry,
  changeOf,
  clocksOf,
  type DeadlineCalendars,
  findCase,
  insertCase,
  keepLink,
  keepPerson,
  type NewEntry,
  nextCaseNumber,
  saveCase,
  inTransaction,
} from '@sansheng/shared/db';
import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { areaKindOf, mustBeOffered } from '../desk-settings/index.ts';
import type { CaseTypes } from './case-types.store.ts';
import { type IsOnLine, sightsOn, viewerOf } from './case-sights.store.ts';
import { tellFirstOwner, tellOutcomes } from './case-notices.store.ts';
import { shortenChildren, withinParent } from './nested-clocks.store.ts';

export interface CaseWork {
  context: AppContext;
  types: CaseTypes;
  calendars: DeadlineCalendars;
  isOnLine: IsOnLine;
  /** Whether a call goes on, or is being written up by this seat. */
  isLive: (callId: string, employeeNo: string) => Promise<boolean>;
  /** Told of every act, in its transaction. */
  hearers: CaseHearer[];
}
export type CaseHearer = (into: EntityManager, moved: MovedCase) => Promise<void>;
/** What an act made of a case. */
export interface MovedCase {
  before: CaseRow;
  after: CaseRow;
  type: CaseType;
  clocks: readonly CaseClock[];
  transition: string;
  text: string;
  isForced: boolean;
  outcomes: readonly CaseOutcome[];
  by: Asker;
  nowMs: number;
}
export interface Asker {
  session: Session;
  address: string;
}

/** Nobody is chased twice within this by the same crowd. */
export const CHASE_AGAIN_MS = 30 * 60_000;

export interface SeenCase {
  row: CaseRow;
  type: CaseType;
  sight: CaseSight;
  viewer: CaseViewer;
}

/** Throws `notFound` also where it is there, but not for who asks: that there is such a case is told to nobody. */
export async function mustSeeCase(work: CaseWork, session: Session, name: string): Promise<SeenCase> {
  const { db } = work.context;
  const row = await findCase(db, name);
  if (row === null) throw new UserError('notFound');
  const viewer = await viewerOf(db, session, row.customerId, work.isOnLine);
  const sight = (await sightsOn(db, [row], viewer)).get(row.caseId);
  if (sight === undefined) throw new UserError('notFound');
  return { row, type: await work.types.of(row.typeKey, row.typeVersion), sight, viewer };
}

/** Opens a case: number, clocks, first entry, link to its call. */
export async function openOne(
  work: CaseWork,
  { session, address }: Asker,
  body: z.output<typeof OpenCaseBody>,
  given: { caseId: string; customerId: string | null; tier: string | null; contactNumber: string },
): Promise<{ caseId: string; caseNo: string }> {
  const type = work.types.current.find(({ key }) => key === body.type);
  if (type === undefined) throw new UserError('badRequest', { field: 'type', detail: 'no such type of cases' });
  if (!session.roles.some((role) => type.openedBy.includes(role))) throw new UserError('notAllowed');
  const foreign = Object.keys(body.fields).find((key) => !type.asked.includes(key));
  if (foreign !== undefined)
    throw new UserError('badRequest', { field: `fields.${foreign}`, detail: 'not asked when such a case is opened' });
  if (body.fields.subject === session.employeeNo)
    throw new UserError('badRequest', {
      field: 'fields.subject',
      detail: 'nobody takes down what is said against them',
    });
  const nowMs = Date.now();
  const areaKind = body.areaKind ?? (await areaKindOf(work.context.db, type, body.fields));
  const opened = openCase(
    { type, calendars: work.calendars.all() },
    { ...body, areaKind, tier: given.tier },
    session.employeeNo,
    nowMs,
  );
  if (opened.kind === 'fieldMissing') throw new UserError('badRequest', { field: `fields.${opened.field}` });
  if (opened.kind === 'badField') throw refusalOfField(opened.fault.field, opened.fault.code);
  const { employeeNo } = session;
  const day = centerClock(work.context.env.CENTER_TIME_ZONE).dateOf(nowMs);
  return inTransaction(work.context.db, async (into) => {
    await mustBeOffered(into, type, body, null);
    const caseNo = await nextCaseNumber(into, type.prefix, day);
    const row = {
      ...opened.now,
      caseId: given.caseId,
      caseNo,
      typeKey: type.key,
      typeVersion: type.version,
      areaKind,
      fields: body.fields,
      externalNo: body.externalNo,
      customerId: given.customerId,
      contactName: body.contactName,
      contactNumber: given.contactNumber,
      callId: body.callId,
      title: body.title,
      chases: 0,
      lastChasedAtMs: null,
    };
    const entry = { ...entryOf('opened', employeeNo, nowMs, body.text), toStep: opened.now.stepKey };
    await insertCase(into, type, row, opened.clocks, entry);
    if (body.callId !== null)
      await keepLink(into, { caseId: row.caseId, kind: 'call', ref: body.callId, atMs: nowMs, byId: employeeNo });
    await keepSubject(into, row.caseId, body.fields, nowMs);
    const detail = { caseNo, type: type.key, customerId: given.customerId, callId: body.callId };
    await work.context.audit({ employeeNo, action: 'cases.opened', target: row.caseId, address, detail }, into);
    return { caseId: row.caseId, caseNo };
  });
}

/** One act of the case's table. */
export async function actOn(
  work: CaseWork,
  asker: Asker,
  name: string,
  transition: string,
  body: z.output<typeof CaseActBody>,
): Promise<void> {
  const { row: seen, viewer } = await mustSeeCase(work, asker.session, name);
  // Who is told of the act counts rows that others may have just written.
  await inTransaction(work.context.db, 'READ COMMITTED', async (into) => {
    const row = await findCase(into, seen.caseId, true);
    if (row === null) throw new UserError('notFound');
    if (row.version !== body.version) throw await overtaken(into, row);
    const { text, fields, pause, isForced } = body;
    await moveIn(work, into, asker, row, { transition, text, fields, isForced, ...(pause && { pause }) }, viewer);
  });
}

/** The same in a transaction that does more. The row is locked by `findCase`; who is told of acts hears of this one. `why` is kept in its entry. */
export async function moveIn(
  work: CaseWork,
  into: EntityManager,
  by: Asker,
  row: CaseRow,
  act: CaseAct,
  person: CasePerson,
  why: Record<string, unknown> = {},
): Promise<CaseRow> {
  mustGoOn(row);
  const nowMs = Date.now();
  const type = await work.types.of(row.typeKey, row.typeVersion);
  const clocks = await clocksOf(into, row.caseId);
  const [{ count }] = (await into.query(
    `SELECT COUNT(*) AS count FROM case_links l JOIN cases c ON c.caseId = l.caseId
     WHERE l.kind = 'childOf' AND l.ref = ? AND c.state IN ('open', 'waiting')`,
    [row.caseId],
  )) as [{ count: number | string }];
  const state = { now: row as CaseNow, clocks, hasOpenChildren: Number(count) > 0 };
  const move = moveCase({ type, calendars: work.calendars.all() }, state, act, person, nowMs);
  if (move.kind !== 'moved') throw refusalOf(move);
  await mustBeOffered(into, type, move.now, row);
  await tellOutcomes(into, row, move.now, move.outcomes, nowMs);
  await tellFirstOwner(into, row, move, by.session.employeeNo, nowMs);
  const { kind, transition, text, fromStep, toStep, visibility, changed } = move.entry;
  const { employeeNo } = by.session;
  const entry = {
    ...entryOf(kind, employeeNo, nowMs, text),
    transition,
    fromStep,
    toStep,
    visibility,
    data: { changed, ...why },
  };
  const { after, clocks: kept } = await saveInFamily(
    work,
    into,
    { type, row, clocks },
    changeOf(move.now),
    move.clocks,
    entry,
  );
  const isForced = kind === 'forced';
  const detail = { caseNo: row.caseNo, transition, changed };
  const action = isForced ? 'cases.forced' : 'cases.moved';
  await work.context.audit({ employeeNo, action, target: row.caseId, address: by.address, detail }, into);
  const moved = { before: row, after, type, clocks: kept, transition, text, isForced, outcomes: move.outcomes };
  for (const hear of work.hearers) await hear(into, { ...moved, by, nowMs });
  return after;
}

export async function editOne(
  work: CaseWork,
  asker: Asker,
  name: string,
  { version, text, ...edit }: z.output<typeof EditCaseBody>,
): Promise<void> {
  const seen = await mustSeeCase(work, asker.session, name);
  if (!seen.sight.mayWrite || seen.sight.reads === 'department') throw new UserError('notAllowed');
  await change(work, asker, seen, version, async (into, parts, row, clocks, nowMs) => {
    const fault = checkFields(parts.type.fields, edit.fields ?? {}, row.fields);
    if (fault !== null) throw refusalOfField(fault.field, fault.code);
    const fields = { ...row.fields, ...edit.fields };
    const moved = edit.areaKind === undefined ? await areaKindOf(into, parts.type, edit.fields ?? {}) : null;
    const given = {
      ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)),
      ...(moved !== null && { areaKind: moved }),
    };
    const after = { ...row, ...given, fields } as CaseRow;
    await mustBeOffered(into, parts.type, after, row);
    await keepSubject(into, row.caseId, fields, nowMs);
    return {
      change: { ...given, fields },
      clocks: refitClocks(parts, row as CaseNow, after as CaseNow, clocks, nowMs),
      entry: {
        ...entryOf('edited', asker.session.employeeNo, nowMs, text),
        data: { changed: changedIn(row, after) },
      },
      action: 'cases.edited',
    };
  });
}

export async function extendOne(
  work: CaseWork,
  asker: Asker,
  name: string,
  { clock: clockKey, dueAtMs, text }: z.output<typeof ExtendClockBody>,
  version: number,
): Promise<void> {
  const seen = await mustSeeCase(work, asker.session, name);
  await change(work, asker, seen, version, async (_into, parts, row, clocks, nowMs) => {
    if (dueAtMs <= nowMs) throw new UserError('badRequest', { field: 'dueAtMs', detail: 'lies in the past' });
    const clock = clocks.find((one) => one.clockKey === clockKey && one.stoppedAtMs === null);
    if (clock === undefined) throw new UserError('wrongState', { field: 'clock' });
    const extended = extendClock(clockParts(parts, row as CaseNow, clockKey), clock, dueAtMs, nowMs);
    return {
      change: {},
      clocks: clocks.map((one) => (one === clock ? extended : one)),
      entry: {
        ...entryOf('clock', asker.session.employeeNo, nowMs, text),
        data: { clock: clockKey, before: clock.dueAtMs, after: dueAtMs },
      },
      action: 'cases.extended',
    };
  });
}

/** Adds words; what the case is stays as it is, so nobody's change is refused for it. */
export async function noteOn(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  { text, visibility }: z.output<typeof NoteCaseBody>,
): Promise<void> {
  const { row, sight } = await mustSeeCase(work, session, name);
  if (!sight.mayWrite || !isReadBy(visibility, sight.reads)) throw new UserError('notAllowed');
  await addTo(work, { session, address }, row.caseId, 'cases.noted', async () => ({
    entry: { ...entryOf('noted', session.employeeNo, Date.now(), text), visibility },
  }));
}

/** Asks whoever has it to get on with it. A customer who rings counts, however short ago the last was. */
export async function chaseOne(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  { text, callId }: z.output<typeof ChaseCaseBody>,
): Promise<void> {
  const { row: seen, sight } = await mustSeeCase(work, session, name);
  if (!sight.mayWrite || sight.reads === 'department') throw new UserError('notAllowed');
  if (callId !== null) await mustBeCall(work, callId, session);
  await addTo(work, { session, address }, seen.caseId, 'cases.chased', async (into, row) => {
    const nowMs = Date.now();
    if (row.state !== 'open' && row.state !== 'waiting') throw new UserError('wrongState');
    const isSoon = row.lastChasedAtMs !== null && nowMs - row.lastChasedAtMs < CHASE_AGAIN_MS;
    if (callId === null && isSoon)
      throw new UserError('conflict', {
        detail: 'it was chased less than half an hour ago',
        retryAfterSeconds: Math.ceil(((row.lastChasedAtMs as number) + CHASE_AGAIN_MS - nowMs) / 1000),
      });
    if (callId !== null) {
      const link = { caseId: row.caseId, kind: 'call' as const, ref: callId, atMs: nowMs, byId: session.employeeNo };
      // One call is one question, however often it is linked.
      if (!(await keepLink(into, link))) return null;
    }
    const outcomes = (['assignee', 'departmentHead'] as const).map((whom) => ({
      do: 'notify' as const,
      template: 'caseChased',
      whom,
    }));
    await tellOutcomes(into, row, row as CaseNow, outcomes, nowMs);
    return {
      entry: {
        ...entryOf('chased', session.employeeNo, nowMs, text),
        visibility: 'department' as const,
        data: callId === null ? {} : { callId },
      },
      change: { chases: row.chases + 1, lastChasedAtMs: nowMs },
    };
  });
}

/** One that goes on or has a record: nobody is asked again and again for calls that were never made. */
async function mustBeCall(
  { context: { db }, isLive }: CaseWork,
  callId: string,
  { employeeNo }: Session,
): Promise<void> {
  if ((await isLive(callId, employeeNo)) || (await db.getRepository(CallSchema).existsBy({ callId }))) return;
  throw new UserError('badRequest', { field: 'callId', detail: 'no such call' });
}

/** A call that was about it. */
export async function linkCall(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  callId: string,
): Promise<void> {
  const { row, sight } = await mustSeeCase(work, session, name);
  if (!sight.mayWrite) throw new UserError('notAllowed');
  await mustBeCall(work, callId, session);
  await addTo(work, { session, address }, row.caseId, 'cases.linked', async (into) => {
    const nowMs = Date.now();
    const isNew = await keepLink(into, {
      caseId: row.caseId,
      kind: 'call',
      ref: callId,
      atMs: nowMs,
      byId: session.employeeNo,
    });
    return isNew ? { entry: { ...entryOf('linked', session.employeeNo, nowMs, ''), data: { callId } } } : null;
  });
}

interface Changed {
  change: Partial<CaseRow>;
  clocks: readonly CaseClock[];
  entry: NewEntry;
  action: AuditAction;
}

async function change(
  work: CaseWork,
  { session: { employeeNo }, address }: Asker,
  { row: { caseId }, type }: SeenCase,
  version: number,
  apply: (into: EntityManager, parts: CaseParts, row: CaseRow, clocks: CaseClock[], nowMs: number) => Promise<Changed>,
): Promise<void> {
  await inTransaction(work.context.db, async (into) => {
    const row = await findCase(into, caseId, true);
    if (row === null) throw new UserError('notFound');
    if (row.version !== version) throw await overtaken(into, row);
    mustGoOn(row);
    const clocks = await clocksOf(into, caseId);
    const {
      change: to,
      clocks: after,
      entry,
      action,
    } = await apply(into, { type, calendars: work.calendars.all() }, row, clocks, Date.now());
    await saveInFamily(work, into, { type, row, clocks }, to, after, entry);
    const detail = { caseNo: row.caseNo, transition: entry.transition, ...entry.data };
    await work.context.audit({ employeeNo, action, target: caseId, address, detail }, into);
  });
}

/** Not due later than what it belongs to, and what belongs to it not due later than it. */
async function saveInFamily(
  { types, calendars }: CaseWork,
  into: EntityManager,
  { type, row, clocks }: { type: CaseType; row: CaseRow; clocks: readonly CaseClock[] },
  to: Partial<CaseRow>,
  clocksTo: readonly CaseClock[],
  entry: NewEntry,
): Promise<{ after: CaseRow; clocks: CaseClock[] }> {
  const parts = { type, calendars: calendars.all() };
  const now = { ...row, ...to } as CaseNow;
  const kept = await withinParent(into, types, parts, row.caseId, now, clocksTo, entry.atMs);
  const after = await saveCase(into, type, row, to, kept, entry);
  const wholeOf = (of: readonly CaseClock[]) =>
    of.findLast(({ clockKey, stoppedAtMs }) => clockKey === type.wholeClock && stoppedAtMs === null)?.dueAtMs;
  if (wholeOf(kept) !== wholeOf(clocks)) {
    const shortened = entryOf('related', entry.byId, entry.atMs, '');
    await shortenChildren(into, { types, calendars: parts.calendars }, row, shortened);
  }
  return { after, clocks: kept };
}

/** Adds to a case what leaves it as it is: `add` writes beside its entry; null: there is nothing to add. */
export async function addTo(
  work: CaseWork,
  { session: { employeeNo }, address }: Asker,
  caseId: string,
  action: AuditAction,
  add: (
    into: EntityManager,
    row: CaseRow,
  ) => Promise<{ entry: NewEntry; change?: Partial<Pick<CaseRow, 'chases' | 'lastChasedAtMs'>> } | null>,
): Promise<void> {
  await inTransaction(work.context.db, async (into) => {
    const row = await findCase(into, caseId, true);
    if (row === null) throw new UserError('notFound');
    const added = await add(into, row);
    if (added === null) return;
    await addEntry(into, row, added.entry, added.change);
    await work.context.audit({ employeeNo, action, target: caseId, address, detail: { caseNo: row.caseNo } }, into);
  });
}

/** A case that was merged goes on in another. */
function mustGoOn({ state }: CaseRow): void {
  if (state === 'merged') throw new UserError('wrongState', { detail: 'it goes on in another case' });
}

/** Who was faster, and what the case is now, so that the page can say so and offer the act again. */
export async function overtaken(from: EntityManager, row: CaseRow): Promise<UserError> {
  const [last] = (await from.query(
    `SELECT e.byId AS employeeNo, COALESCE(a.name, '') AS name, e.atMs FROM case_events e
     LEFT JOIN accounts a ON a.employeeNo = e.byId
     WHERE e.caseId = ? AND e.kind IN ('moved', 'forced', 'edited', 'clock', 'opened') ORDER BY e.seq DESC LIMIT 1`,
    [row.caseId],
  )) as { employeeNo: string; name: string; atMs: number }[];
  const { version, stepKey, assigneeId, departmentId, grade, title } = row;
  const now = { version, stepKey, assigneeId, departmentId, grade, title };
  return new UserError('changedMeanwhile', { conflict: { by: last ?? null, now } });
}

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

function refusalOf(move: Exclude<CaseMove, { kind: 'moved' }>): UserError {
  switch (move.kind) {
    case 'unknownAct':
      return new UserError('notFound');
    case 'notHere':
      return new UserError('wrongState', { detail: `the case is at ${move.stepKey}` });
    case 'notAllowed':
      return new UserError('notAllowed', { detail: `due to ${move.who.join(', ')}` });
    case 'textMissing':
      return new UserError('badRequest', { field: 'text', detail: 'a reason is needed' });
    case 'fieldMissing':
      return new UserError('badRequest', { field: `fields.${move.field}`, detail: 'is needed for this' });
    case 'badField':
      return refusalOfField(move.fault.field, move.fault.code);
    case 'pauseMissing':
      return new UserError('badRequest', { field: 'pause', detail: 'what is waited for' });
    case 'childrenOpen':
      return new UserError('wrongState', { field: 'children', detail: 'cases that belong to it are open' });
  }
}

const refusalOfField = (field: string, code: string) =>
  new UserError('badRequest', { field: `fields.${field}`, detail: code });

/** Whoever is complained about does not find the case from here on, not even as its owner. */
async function keepSubject(into: EntityManager, caseId: string, fields: Record<string, unknown>, nowMs: number) {
  const { subject } = fields;
  if (typeof subject === 'string' && subject !== '') await keepPerson(into, caseId, 'subject', subject, nowMs);
}

function changedIn(before: CaseRow, after: CaseRow): Record<string, { before: unknown; after: unknown }> {
  const facts = ['title', 'categoryId', 'grade', 'areaKind', 'amountFen', 'isDifficult'] as const;
  const changed: [string, unknown, unknown][] = facts.map((name) => [name, before[name], after[name]]);
  for (const name of Object.keys({ ...before.fields, ...after.fields }))
    changed.push([`fields.${name}`, before.fields[name] ?? null, after.fields[name] ?? null]);
  return Object.fromEntries(
    changed
      .filter(([, was, is]) => JSON.stringify(was) !== JSON.stringify(is))
      .map(([name, was, is]) => [name, { before: was, after: is }]),
  );
}
