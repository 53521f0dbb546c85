/**
 * Visits: made by an act of a case in its transaction, tried by a seat that has not handled it, and what comes of them
 * moves the case on, again in one transaction.
 */
import type { CaseEffect } from '@sansheng/shared/contracts/service-desk/case-types';
import type { AttemptBody } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { faultOfAttempt, isDissatisfied, stateAfter } from '@sansheng/shared/domain/follow-ups/visit-attempt';
import { addEntry, entryOf, findCase, keepLink } from '@sansheng/shared/db';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { type Asker, type CaseWork, type MovedCase, moveIn } from '../cases/index.ts';
import { concernedBy } from '../concerned/index.ts';
import { addFollowUpRoutes } from './follow-ups.routes.ts';
import {
  changeFollowUp,
  countPlanned,
  findOwnCall,
  hasHandled,
  keepAttempt,
  keepFollowUp,
  nobodys,
  settlePlanned,
  type StoredFollowUp,
} from './follow-ups.store.ts';

type MakeFollowUp = Extract<CaseEffect, { do: 'makeFollowUp' }>;

/** A visit that an attempt was made at. */
export interface SettledVisit {
  caseId: string;
  number: string;
  /** How it ended; `planned`: it is tried again. */
  state: StoredFollowUp['state'];
  rating: number | null;
  words: string;
  by: Asker;
  nowMs: number;
}
type VisitHearer = (into: EntityManager, visit: SettledVisit) => Promise<void>;

export interface FollowUps {
  /** Told of every attempt, in its transaction. */
  hear(hearer: VisitHearer): void;
}

export function followUpsFeature(context: AppContext, cases: CaseWork): FollowUps {
  const hearers: VisitHearer[] = [];
  cases.hearers.push(settleByHand, makeFollowUps);
  addFollowUpRoutes(context, (into, followUp, given, by) =>
    attempt(into, { cases, hearers, timeZone: context.env.CENTER_TIME_ZONE }, followUp, given, by),
  );
  return { hear: (hearer) => void hearers.push(hearer) };
}

const makesOf = (effects: readonly { do: string }[]) =>
  effects.filter((effect): effect is MakeFollowUp => effect.do === 'makeFollowUp');

/** One for each number that the case concerns. */
async function makeFollowUps(into: EntityManager, { after, outcomes, clocks, nowMs }: MovedCase): Promise<void> {
  for (const { kind, clock } of makesOf(outcomes)) {
    const due = clocks.find((one) => one.clockKey === clock && one.round === after.round && one.stoppedAtMs === null);
    for (const { number, customerId, name, wantsCall } of await concernedBy(into, after)) {
      if (!wantsCall) continue;
      await keepFollowUp(into, after.lastSeq, {
        kind,
        caseId: after.caseId,
        round: after.round,
        customerId,
        customerName: name,
        number,
        dueAtMs: due?.dueAtMs ?? null,
        createdAtMs: nowMs,
      });
    }
  }
}

/** Somebody moved the case without the list: what was owed is done, or nobody's any more. */
async function settleByHand(
  into: EntityManager,
  { after, before, type, transition, text, isForced, by, nowMs }: MovedCase,
): Promise<void> {
  const makes = makesOf(type.transitions.flatMap(({ effects }) => effects));
  const found = makes.find((make) => [make.satisfied?.act, make.dissatisfied?.act].includes(transition));
  const { employeeNo } = by.session;
  const settled = { settledAtMs: nowMs, settledById: employeeNo, words: text.slice(0, 2000) };
  if (found !== undefined) {
    const isOwed = (await countPlanned(into, before.caseId)) > 0;
    if (isOwed && !isForced && (await hasHandled(into, before, employeeNo))) throw new UserError('visitOfOwnWork');
    const rating = found.rating === null ? null : after.fields[found.rating];
    await settlePlanned(into, before.caseId, {
      ...settled,
      state: 'reached',
      rating: typeof rating === 'number' ? rating : null,
    });
  } else if (after.state !== 'settled')
    await settlePlanned(into, before.caseId, { ...settled, state: 'cancelled', rating: null });
}

interface VisitParts {
  cases: CaseWork;
  hearers: readonly VisitHearer[];
  timeZone: string;
}

async function attempt(
  into: EntityManager,
  { cases, hearers, timeZone }: VisitParts,
  followUp: StoredFollowUp,
  given: AttemptBody,
  by: Asker,
): Promise<void> {
  const nowMs = Date.now();
  const { followUpId, caseId, kind, number, lastTriedAtMs, createdAtMs } = followUp;
  const row = await findCase(into, caseId, true);
  if (row === null) throw new UserError('notFound');
  const type = await cases.types.of(row.typeKey, row.typeVersion);
  const make = makesOf(type.transitions.flatMap(({ effects }) => effects)).find((one) => one.kind === kind);
  const { employeeNo } = by.session;
  const sinceMs = lastTriedAtMs ?? createdAtMs;
  const call = await findOwnCall(into, { employeeNo, number, sinceMs, callId: given.callId, nowMs });
  const asksRating = make !== undefined && make.satisfied !== null;
  const fault = faultOfAttempt(given, { lastTriedAtMs, call, asksRating, timeZone, nowMs });
  if (fault !== null) throw new UserError(fault.code, { field: fault.field });

  const tries = followUp.tries + 1;
  const state = stateAfter(given.outcome, tries);
  const rating = given.outcome === 'reached' ? given.rating : null;
  const { outcome, words, reason } = given;
  const talkMs = call?.talkMs ?? null;
  const callId = call?.callId ?? null;
  await keepAttempt(into, {
    followUpId,
    attemptNo: tries,
    atMs: nowMs,
    byId: employeeNo,
    callId,
    outcome,
    talkMs,
    rating,
    words,
    reason,
  });
  await changeFollowUp(into, followUpId, {
    tries,
    state,
    rating,
    words,
    firstTriedAtMs: followUp.firstTriedAtMs ?? nowMs,
    ...(state === 'planned' ? { ...nobodys, lastTriedAtMs: nowMs } : { settledAtMs: nowMs, settledById: employeeNo }),
  });
  if (callId !== null) await keepLink(into, { caseId, kind: 'call', ref: callId, atMs: nowMs, byId: employeeNo });
  await addEntry(into, row, {
    ...entryOf('visited', employeeNo, nowMs, words),
    data: { outcome, tries, ...(rating !== null && { rating }), ...(callId !== null && { callId }) },
  });
  if (state !== 'planned' && make !== undefined) await goOn(into, cases, make, { state, rating, words }, row, by);
  for (const hear of hearers) await hear(into, { caseId, number, state, rating, words, by, nowMs });
}

/** A visit that was made for something else has answered for this case too. */
export async function settleByVisit(
  into: EntityManager,
  cases: CaseWork,
  row: CaseRow,
  visit: Pick<SettledVisit, 'state' | 'rating' | 'words'>,
  by: Asker,
): Promise<void> {
  const type = await cases.types.of(row.typeKey, row.typeVersion);
  const [make] = makesOf(type.transitions.flatMap(({ effects }) => effects));
  if (make !== undefined) await goOn(into, cases, make, visit, row, by);
}

/** The step that the visit leads to, where the case still waits for it. */
async function goOn(
  into: EntityManager,
  cases: CaseWork,
  make: MakeFollowUp,
  { state, rating, words }: Pick<SettledVisit, 'state' | 'rating' | 'words'>,
  { caseId, typeKey, typeVersion }: CaseRow,
  by: Asker,
): Promise<void> {
  const visit = state !== 'reached' ? make.over : isDissatisfied(rating) ? make.dissatisfied : make.satisfied;
  if (visit === null) return;
  const type = await cases.types.of(typeKey, typeVersion);
  const row = (await findCase(into, caseId, true)) as CaseRow;
  const transition = type.transitions.find(({ key }) => key === visit.act);
  if (transition === undefined || !transition.from.includes(row.stepKey)) return;
  const offers = make.rating !== null && [...transition.required, ...transition.optional].includes(make.rating);
  const fields = { ...visit.fields, ...(offers && rating !== null && { [make.rating as string]: rating }) };
  const { employeeNo, roles } = by.session;
  // Who visits acts as a seat, whatever else they are.
  const person = { employeeNo, roles: [...roles, 'agent' as const], departmentIds: [], headOf: [] };
  const text = words === '' && transition.text === 'required' ? state : words;
  await moveIn(cases, into, by, row, { transition: visit.act, text, fields, isForced: false }, person);
}
