/** Cases: complaints, work orders, outages, memos, enquiries and claims, from the call that opened them to the archive. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { seatRoles } from '../../domain/roles.ts';
import { InstantMs } from '../instant.ts';
import { ownId, plainName } from '../plain-text.ts';
import {
  areaKinds,
  CaseCondition,
  caseChannels,
  caseGrades,
  CaseMeasure,
  caseStates,
  pauseReasons,
  visibilities,
} from './case-types.ts';
import { ClockExcuse } from './clock-excuses.ts';

/** How much of a case each of them sees is settled case by case (`domain/cases/case-access.ts`). */
export const caseAccess = {
  cases: [...seatRoles, 'supervisor', 'dispatcher', 'department', 'admin'],
  caseOpening: [...seatRoles, 'supervisor', 'dispatcher'],
  caseWork: [...seatRoles, 'supervisor', 'dispatcher', 'department'],
  /** An act that is due to somebody else, or before everything is filled in. */
  caseForcing: ['supervisor'],
  /** More time than the type of the case gives. */
  caseExtending: ['supervisor'],
  /** What is restricted, read and written. */
  restrictedCases: ['complaint_handler', 'supervisor'],
  /** Finds also what is said against the reader. */
  casesAboutOneself: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const caseErrors = {
  /** It took the database too long. */
  searchTooBroad: 400,
} as const;
export const caseAudit = {
  cases: [
    'opened',
    'moved',
    'forced',
    'edited',
    'noted',
    'chased',
    'linked',
    'extended',
    'attached',
    'downloaded',
    'merged',
    'mergeUndone',
    'related',
    'exported',
    'imported',
  ],
} as const;

const Names = z.object({ zh: z.string(), en: z.string() });
const Fields = z.record(z.string().max(40), z.unknown());
const CaseText = z.string().trim().max(4000);
const Amount = z.number().int().min(0).max(1_000_000_000_000).nullable();

export const OpenCaseBody = z
  .object({
    type: ownId(40).min(1),
    title: plainName(128),
    categoryId: ownId(40).min(1).nullable().default(null),
    grade: z.enum(caseGrades).default('ordinary'),
    channel: z.enum(caseChannels).default('call'),
    /** Of an outside body. */
    externalNo: plainName(40).nullable().default(null),
    customerId: ownId(40).min(1).nullable().default(null),
    contactName: z.string().trim().max(64).default(''),
    contactNumber: ownId(32).default(''),
    /** The call that it came up in. */
    callId: ownId(64).min(1).nullable().default(null),
    areaKind: z.enum(areaKinds).nullable().default(null),
    amountFen: Amount.default(null),
    isDifficult: z.boolean().default(false),
    fields: Fields.default({}),
    text: CaseText.default(''),
  })
  .strict();
export type OpenCaseBody = z.output<typeof OpenCaseBody>;

/** What is put right without a step; absent: as it was. Clocks follow grade, category and amount. */
export const EditCaseBody = z
  .object({
    version: z.number().int().positive(),
    title: plainName(128).optional(),
    categoryId: ownId(40).min(1).nullable().optional(),
    grade: z.enum(caseGrades).optional(),
    areaKind: z.enum(areaKinds).nullable().optional(),
    amountFen: Amount.optional(),
    isDifficult: z.boolean().optional(),
    fields: Fields.optional(),
    text: CaseText.default(''),
  })
  .strict();

export const CaseActBody = z
  .object({
    /** As the page showed it: somebody faster is told apart by it. */
    version: z.number().int().positive(),
    text: CaseText.default(''),
    fields: Fields.default({}),
    pause: z
      .object({ reason: z.enum(pauseReasons), untilMs: InstantMs.positive().nullable().default(null) })
      .optional(),
    isForced: z.boolean().default(false),
  })
  .strict();
export const NoteCaseBody = z
  .object({ text: CaseText.min(1), visibility: z.enum(visibilities).default('internal') })
  .strict();
export const ChaseCaseBody = z
  .object({ text: CaseText.default(''), callId: ownId(64).min(1).nullable().default(null) })
  .strict();
export const LinkCallBody = z.object({ callId: ownId(64).min(1) }).strict();
export const ExtendClockBody = z
  .object({ clock: ownId(40).min(1), dueAtMs: InstantMs.positive(), text: CaseText.min(1) })
  .strict();

export const caseViews = [
  'mine',
  'firstContact',
  'open',
  'toAccept',
  'dueSoon',
  'missed',
  'notAcknowledged',
  'danger',
  'stuck',
  'toVisit',
  'closed',
] as const;
export type CaseView = (typeof caseViews)[number];
export const CaseQuery = z.object({
  view: z.enum(caseViews).default('open'),
  type: ownId(40).optional(),
  state: z.enum(caseStates).optional(),
  category: ownId(40).optional(),
  assignee: ownId(10).optional(),
  department: ownId(40).optional(),
  customer: ownId(40).optional(),
  /** A number or its last digits, a telephone number, or words of the case. */
  q: z.string().trim().max(64).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** In ms of the time that a clock counts; below zero: so much of it has passed since it was due. */
export const ClockLeft = z.object({
  leftMs: z.number(),
  wholeMs: z.number(),
  /** Whether it runs at this moment: neither paused nor out of hours. */
  isTicking: z.boolean(),
  asOfMs: z.number(),
});
export type ClockLeft = z.infer<typeof ClockLeft>;

export const CaseRowView = z.object({
  caseId: z.string(),
  caseNo: z.string(),
  type: z.string(),
  typeName: Names,
  title: z.string(),
  stepKey: z.string(),
  stepName: Names,
  state: z.enum(caseStates),
  round: z.number().int(),
  grade: z.enum(caseGrades),
  channel: z.enum(caseChannels),
  categoryId: z.string().nullable(),
  customerId: z.string().nullable(),
  contactName: z.string(),
  contactNumber: z.string(),
  departmentId: z.string().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  firstOwnerId: z.string(),
  openedAtMs: z.number(),
  stepSinceMs: z.number(),
  closedAtMs: z.number().nullable(),
  /** The earliest clock that runs. */
  nextDueAtMs: z.number().nullable(),
  nextDueClock: z.string().nullable(),
  nextDueName: Names.nullable(),
  /** Of the clock that is due first. */
  nextDueLeft: ClockLeft.nullable(),
  /** Returned or worked on again too often: the supervisor watches it. */
  isSupervised: z.boolean(),
  returns: z.number().int(),
  reworks: z.number().int(),
  chases: z.number().int(),
  /** Number of the case about which the customer had come before. */
  repeatOf: z.string().nullable(),
  version: z.number().int(),
});
export type CaseRowView = z.infer<typeof CaseRowView>;
export const CasePage = z.object({ cases: z.array(CaseRowView), nextCursor: z.string().nullable() });

export const caseEntryKinds = [
  'opened',
  'moved',
  'forced',
  'edited',
  'noted',
  'chased',
  'linked',
  'clock',
  'visited',
  'attached',
  'merged',
  'mergeUndone',
  'related',
  /** A customer was to be told. */
  'told',
  'imported',
  'excused',
  'excuseTakenBack',
] as const;
export const CaseEntry = z.object({
  seq: z.number().int(),
  atMs: z.number(),
  kind: z.enum(caseEntryKinds),
  byId: z.string(),
  byName: z.string().nullable(),
  transition: z.string().nullable(),
  fromStep: z.string().nullable(),
  toStep: z.string().nullable(),
  visibility: z.enum(visibilities),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});
const clockStates = ['running', 'paused', 'kept', 'missed', 'cancelled', 'merged', 'noCalendar'] as const;
export const CaseClockView = z.object({
  clockKey: z.string(),
  name: Names,
  round: z.number().int(),
  state: z.enum(clockStates),
  startedAtMs: z.number(),
  dueAtMs: z.number().nullable(),
  /** Null also once it has stopped. */
  left: ClockLeft.nullable(),
  stoppedAtMs: z.number().nullable(),
  isProvisional: z.boolean(),
  isGrace: z.boolean(),
  /** Why this miss is nobody's fault. */
  excuse: ClockExcuse.nullable(),
  pauses: z.array(z.object({ reason: z.enum(pauseReasons), fromMs: z.number(), toMs: z.number().nullable() })),
});
/** With the spans that were counted until it is due, in order. */
export const CaseClocks = z.object({
  clocks: z.array(
    CaseClockView.extend({
      measure: z.record(z.string(), z.unknown()),
      calendarId: z.string(),
      /** Conditions under which it has this much time; null: a supervisor gave it. */
      because: z.object({ when: z.array(CaseCondition), measure: CaseMeasure }).nullable(),
      why: z.array(z.object({ date: z.string(), fromMs: z.number(), toMs: z.number() })),
    }),
  ),
});
export type CaseClocks = z.infer<typeof CaseClocks>;
export const CaseActView = z.object({
  key: z.string(),
  name: Names,
  to: z.string().nullable(),
  required: z.array(z.string()),
  optional: z.array(z.string()),
  text: z.enum(['required', 'optional', 'none']),
  visibility: z.enum(visibilities),
  isPause: z.boolean(),
});
/** A row of somebody's desk, with what they may do with it now. */
export const CaseOnDesk = CaseRowView.extend({ acts: z.array(CaseActView) });
export type CaseOnDesk = z.infer<typeof CaseOnDesk>;
export const CaseDetail = CaseRowView.extend({
  externalNo: z.string().nullable(),
  areaKind: z.enum(areaKinds).nullable(),
  amountFen: z.number().nullable(),
  isDifficult: z.boolean(),
  callId: z.string().nullable(),
  /** Those that who asks may read. */
  fields: z.record(z.string(), z.unknown()),
  /** Whether number and address are shown whole. */
  seesContact: z.boolean(),
  entries: z.array(CaseEntry),
  clocks: z.array(CaseClockView),
  links: z.array(z.object({ kind: z.string(), ref: z.string(), atMs: z.number() })),
  /** Names of those whose numbers stand in its fields and entries. */
  people: z.record(z.string(), z.string()),
  /** What who asks may do now. */
  acts: z.array(CaseActView),
  may: z.object({
    note: z.boolean(),
    edit: z.boolean(),
    chase: z.boolean(),
    force: z.boolean(),
    extend: z.boolean(),
    excuse: z.boolean(),
  }),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** Types that cases are opened with now, for forms. */
export const CaseTypesView = z.object({
  types: z.array(
    z.object({
      key: z.string(),
      /** Letters before its numbers. */
      prefix: z.string(),
      name: Names,
      asked: z.array(z.string()),
      fields: z.array(
        z.object({
          key: z.string(),
          name: Names,
          kind: z.string(),
          choices: z.array(z.object({ key: z.string(), name: Names, isRetired: z.boolean() })),
          max: z.number().optional(),
          secondIn: z.string().optional(),
        }),
      ),
      steps: z.array(z.object({ key: z.string(), name: Names, state: z.string() })),
      /** All there are, so that what was done can be named. */
      acts: z.array(z.object({ key: z.string(), name: Names })),
      clocks: z.array(z.object({ key: z.string(), name: Names })),
      mayOpen: z.boolean(),
    }),
  ),
});
