import {
  changeOf,
  clocksOf,
  createDeadlineCalendars,
  entryOf,
  findCase,
  insertCase,
  keepCaseType,
  keepPerson,
  keepRoundTime,
  type NewEntry,
  nextCaseNumber,
  plannedVisit,
  saveCase,
  writeRows,
} from '@sansheng/shared/db';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { centerClock } from '@sansheng/shared/domain/center-day';
import {
  type CaseNow,
  type CaseOutcome,
  type CasePerson,
  moveCase,
  openCase,
} from '@sansheng/shared/domain/cases/move-case';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { type DeadlineCalendar, openTimeBetween } from '@sansheng/shared/domain/open-time';
import { CustomerNumberSchema, CustomerSchema } from '@sansheng/shared/tables/customers/customers';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import type { EntityManager } from 'typeorm';
import { exampleCustomerId } from '../customers/customers.ts';
import type { Examples } from '../examples.ts';
import { type ActOfStory, type Ago, type CaseStory, caseStories, type StoryFields } from './case-stories.ts';
import { departmentIdsOf, headOf } from './departments.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Cases as people would have made them: opened and moved on by the rules of their types, each act at its time. */
export const caseExamples =
  (timeZone: string): Examples =>
  async (write, nowMs) => {
    const calendars = (await createDeadlineCalendars(write, timeZone)).all();
    const office = calendars.get('office');
    if (office === undefined) throw new Error('there is no calendar of office hours');
    const teller: Teller = {
      write,
      nowMs,
      calendars,
      at: (ago) => ('wall' in ago ? nowMs - ago.wall * MINUTE_MS : beforeOpenTime(office, ago.open * MINUTE_MS, nowMs)),
      dateOf: centerClock(timeZone).dateOf,
    };
    const types = new Map(shippedCaseTypes().map((type) => [type.key, type]));
    for (const type of types.values()) await keepCaseType(write, type, nowMs);
    for (const story of caseStories) {
      const type = types.get(story.type);
      if (type === undefined) throw new Error(`${story.title}: there is no type ${story.type}`);
      const caseId = await open(teller, type, story);
      for (const act of story.acts) await move(teller, type, caseId, act);
    }
  };

interface Teller {
  write: EntityManager;
  nowMs: number;
  calendars: ReadonlyMap<string, DeadlineCalendar>;
  at: (ago: Ago) => number;
  dateOf: (atMs: number) => string;
}

/** The latest instant from which there were `openMs` of open time until now. */
function beforeOpenTime(calendar: DeadlineCalendar, openMs: number, nowMs: number): number {
  let fromMs = nowMs - openMs;
  while (openTimeBetween(calendar, fromMs, nowMs) < openMs) fromMs -= DAY_MS;
  let untilMs = nowMs;
  while (untilMs - fromMs > 1000) {
    const middleMs = Math.floor((fromMs + untilMs) / 2);
    if (openTimeBetween(calendar, middleMs, nowMs) < openMs) untilMs = middleMs;
    else fromMs = middleMs;
  }
  return fromMs;
}

async function open(teller: Teller, type: CaseType, story: CaseStory): Promise<string> {
  const { write, calendars, at, dateOf, nowMs } = teller;
  const openedAtMs = at(story.ago);
  const customerId = story.customer === undefined ? null : exampleCustomerId(story.customer);
  const [customer, number] = await Promise.all([
    customerId === null ? null : write.getRepository(CustomerSchema).findOneByOrFail({ customerId }),
    customerId === null ? null : write.getRepository(CustomerNumberSchema).findOneBy({ customerId, position: 0 }),
  ]);
  const facts = {
    grade: story.grade ?? 'ordinary',
    channel: story.channel ?? 'call',
    categoryId: story.category ?? null,
    areaKind: story.areaKind ?? null,
    amountFen: story.yuan === undefined ? null : story.yuan * 100,
    isDifficult: false,
    tier: customer?.tier ?? null,
    fields: fieldsAt(story.fields, nowMs),
  } as const;
  const opened = openCase({ type, calendars }, facts, story.by, openedAtMs);
  if (opened.kind !== 'opened') throw new Error(`${story.title}: ${opened.kind}`);
  const caseNo = await nextCaseNumber(write, type.prefix, dateOf(openedAtMs));
  const caseId = `example-${caseNo}`;
  const { subject } = facts.fields;
  const row = {
    ...opened.now,
    ...facts,
    caseId,
    caseNo,
    typeKey: type.key,
    typeVersion: type.version,
    externalNo: story.externalNo ?? null,
    customerId,
    contactName: customer?.name ?? '',
    contactNumber: number?.e164 ?? '',
    callId: null,
    title: story.title,
    chases: 0,
    lastChasedAtMs: null,
    repeatOf: null,
  };
  const entry = { ...entryOf('opened', story.by, openedAtMs, ''), toStep: opened.now.stepKey };
  await insertCase(write, type, row, opened.clocks, entry);
  if (typeof subject === 'string') await keepPerson(write, caseId, 'subject', subject, openedAtMs);
  return caseId;
}

async function move(teller: Teller, type: CaseType, caseId: string, story: ActOfStory): Promise<void> {
  const { write, calendars, at, nowMs } = teller;
  const atMs = at(story.ago);
  const row = (await findCase(write, caseId)) as CaseRow;
  const act = {
    transition: story.act,
    text: story.text ?? '',
    fields: fieldsAt(story.fields, nowMs),
    isForced: false,
    ...(story.pause && {
      pause: { reason: story.pause.reason, untilMs: nowMs + story.pause.untilInMinutes * MINUTE_MS },
    }),
  };
  const state = { now: row as CaseNow, clocks: await clocksOf(write, caseId), hasOpenChildren: false };
  const moved = moveCase({ type, calendars }, state, act, await personOf(write, story.by), atMs);
  if (moved.kind !== 'moved') throw new Error(`${row.title}, ${story.act}: ${moved.kind}`);
  const { transition, fromStep, toStep, visibility, changed } = moved.entry;
  const entry: NewEntry = {
    ...entryOf('moved', story.by, atMs, act.text),
    transition,
    fromStep,
    toStep,
    visibility,
    data: { changed },
  };
  const after = await saveCase(write, type, row, changeOf(moved.now), moved.clocks, entry);
  await keepRoundTime(write, { before: row, type, clocks: moved.clocks, calendars, atMs });
  await keepVisits(write, after, moved.outcomes, atMs);
}

/** A visit that is owed while the case waits for it. */
async function keepVisits(
  write: EntityManager,
  row: CaseRow,
  outcomes: readonly CaseOutcome[],
  createdAtMs: number,
): Promise<void> {
  await write.getRepository(FollowUpSchema).update({ caseId: row.caseId, state: 'planned' }, { state: 'cancelled' });
  const visits = outcomes
    .filter((outcome) => outcome.do === 'makeFollowUp')
    .map(({ kind }) => ({
      followUpId: `${row.caseId}-${row.lastSeq}`,
      kind,
      caseId: row.caseId,
      round: row.round,
      customerId: row.customerId,
      customerName: row.contactName,
      number: row.contactNumber,
      dueAtMs: row.nextDueAtMs,
      createdAtMs,
    }))
    .map(plannedVisit);
  await writeRows(write, FollowUpSchema, visits, 'fail');
}

async function personOf(write: EntityManager, employeeNo: string): Promise<CasePerson> {
  const { roles } = await write.getRepository(AccountSchema).findOneByOrFail({ employeeNo });
  return { employeeNo, roles, departmentIds: departmentIdsOf(employeeNo), headOf: headOf(employeeNo) };
}

const fieldsAt = (fields: StoryFields = {}, nowMs: number): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'object' ? nowMs + value.inMinutes * MINUTE_MS : value,
    ]),
  );
