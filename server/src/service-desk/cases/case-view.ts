/** What is shown of a case, to whom: never more than the sight that `case-access.ts` gives. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { access, may } from '@sansheng/shared/domain/access';
import type { CaseDetail, CaseRowView, ClockLeft } from '@sansheng/shared/contracts/service-desk/cases';
import { type CaseSight, type CaseViewer, isReadBy } from '@sansheng/shared/domain/cases/case-access';
import type { CaseClock } from '@sansheng/shared/domain/cases/case-clock';
import { actsFor, type CaseNow, isIdle } from '@sansheng/shared/domain/cases/move-case';
import { timeLeft } from '@sansheng/shared/domain/cases/time-left';
import { maskNumber } from '@sansheng/shared/domain/masked-number';
import type { DeadlineCalendar } from '@sansheng/shared/domain/open-time';
import type { CaseEventRow, CaseLinkRow, CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { ExcuseOf } from './clock-excuses.store.ts';

type Row = CaseRow & { assigneeName: string | null };

/** What a row shows that does not stand in the case; see `caseMarks`. */
export type CaseMarks = Pick<CaseRowView, 'nextDueLeft' | 'isSupervised'>;
const noMarks: CaseMarks = { nextDueLeft: null, isSupervised: false };

export function rowView(row: Row, type: CaseType, seesContact: boolean, marks = noMarks): CaseRowView {
  const step = type.steps.find(({ key }) => key === row.stepKey) as CaseType['steps'][number];
  const clock = type.clocks.find(({ key }) => key === row.nextDueClock);
  return {
    ...row,
    type: row.typeKey,
    typeName: type.name,
    stepName: step.name,
    nextDueName: clock?.name ?? null,
    ...marks,
    contactName: seesContact ? row.contactName : '',
    contactNumber: seesContact ? row.contactNumber : maskNumber(row.contactNumber),
  };
}

export interface WholeCase {
  row: Row;
  marks: CaseMarks | undefined;
  type: CaseType;
  clocks: readonly CaseClock[];
  entries: readonly CaseEventRow[];
  links: readonly CaseLinkRow[];
  nameOf: ReadonlyMap<string, string>;
  excuseOf: ExcuseOf;
  calendars: ReadonlyMap<string, DeadlineCalendar>;
  nowMs: number;
}

export function detailView(
  { row, marks, type, clocks, entries, links, nameOf, excuseOf, calendars, nowMs }: WholeCase,
  sight: CaseSight,
  viewer: CaseViewer,
): CaseDetail {
  const isOver = row.state === 'closed' || row.state === 'cancelled' || row.state === 'merged';
  const isInside = sight.mayWrite && sight.reads !== 'department';
  const reads = new Set(
    type.fields.filter(({ visibility }) => isReadBy(visibility, sight.reads)).map(({ key }) => key),
  );
  const fields = Object.fromEntries(Object.entries(row.fields).filter(([key]) => reads.has(key)));
  const shown = entries
    .filter(({ visibility }) => isReadBy(visibility, sight.reads))
    .map((entry) => ({ ...entry, byName: nameOf.get(entry.byId) ?? null, data: readable(entry.data, reads) }));
  const named = [...new Set([fields, ...shown.map(({ data }) => data)].flatMap((part) => peopleIn(type, part)))];
  return {
    ...rowView(row, type, sight.seesContact, marks),
    externalNo: row.externalNo,
    areaKind: row.areaKind,
    amountFen: row.amountFen,
    isDifficult: row.isDifficult,
    callId: row.callId,
    fields,
    people: Object.fromEntries(named.map((employeeNo) => [employeeNo, nameOf.get(employeeNo) ?? employeeNo])),
    seesContact: sight.seesContact,
    entries: shown,
    clocks: clocks.map((clock) => ({
      ...clockView(clock, type, calendars, nowMs),
      excuse: isReadBy('internal', sight.reads) ? excuseOf(clock) : null,
    })),
    links: links.map(({ kind, ref, atMs }) => ({ kind, ref, atMs })),
    acts:
      sight.mayWrite && row.state !== 'merged'
        ? actsFor({ type }, row as CaseNow, viewer)
            .filter((act) => !isIdle(act, clocks))
            .map((act) => ({ ...act, isPause: act.effects.some((effect) => effect.do === 'pause') }))
        : [],
    may: {
      note: sight.mayWrite,
      edit: isInside && !isOver,
      chase: isInside && (row.state === 'open' || row.state === 'waiting'),
      force: sight.mayWrite && may(viewer, access.caseForcing),
      extend: sight.mayWrite && may(viewer, access.caseExtending) && !isOver,
      excuse: sight.mayWrite && may(viewer, access.clockExcuses),
    },
  };
}

/** Numbers of people in fields, as they are or as an entry changed them. */
export function peopleIn({ fields }: CaseType, part: Record<string, unknown>): string[] {
  const changed = (part.changed ?? {}) as Record<string, { before: unknown; after: unknown }>;
  return fields
    .filter(({ kind }) => kind === 'person')
    .flatMap(({ key }) => {
      const change = changed[key] ?? changed[`fields.${key}`];
      return [part[key], change?.before, change?.after];
    })
    .filter((one) => typeof one === 'string' && one !== '') as string[];
}

export const clockView = (
  clock: CaseClock,
  type: CaseType,
  calendars: ReadonlyMap<string, DeadlineCalendar>,
  nowMs: number,
) => ({
  ...clock,
  name: (type.clocks.find(({ key }) => key === clock.clockKey) as CaseType['clocks'][number]).name,
  pauses: [...clock.pauses],
  left: leftOf(clock, calendars, nowMs),
});

export function leftOf(
  clock: CaseClock,
  calendars: ReadonlyMap<string, DeadlineCalendar>,
  nowMs: number,
): ClockLeft | null {
  const calendar = calendars.get(clock.calendarId);
  return calendar === undefined || clock.stoppedAtMs !== null ? null : timeLeft(calendar, clock, nowMs);
}

/** Of an entry's changes, those of fields that may be read. */
export function readable(data: Record<string, unknown>, reads: ReadonlySet<string>): Record<string, unknown> {
  const { changed } = data;
  if (typeof changed !== 'object' || changed === null) return data;
  const kept = Object.entries(changed).filter(([name]) => {
    const field = name.startsWith('fields.') ? name.slice('fields.'.length) : name;
    return reads.has(field) || facts.has(field);
  });
  return { ...data, changed: Object.fromEntries(kept) };
}

const facts: ReadonlySet<string> = new Set([
  'title',
  'assigneeId',
  'categoryId',
  'grade',
  'areaKind',
  'amountFen',
  'isDifficult',
]);
