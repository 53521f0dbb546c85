/**
 * Types of cases as data: which steps a case takes, what is asked on the way, who may move it, which clocks run. There
 * are no scripts and no expressions in them, only closed lists; `domain/cases/check-case-type.ts` says what else must be
 * true before one is used. A case lives with the version of its type that it was opened with.
 */
import { z } from 'zod';
import { roles } from '../../domain/roles.ts';

const Key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const Name = z.object({ zh: z.string().min(1).max(60), en: z.string().min(1).max(80) });

/** Where a case is, as lists and figures count it; the step says more. */
export const caseStates = ['open', 'waiting', 'settled', 'closed', 'cancelled', 'merged'] as const;
export type CaseState = (typeof caseStates)[number];
export const caseGrades = ['ordinary', 'major', 'malicious'] as const;
export type CaseGrade = (typeof caseGrades)[number];
/** How it came in. Outside bodies give a number of their own. */
export const caseChannels = ['call', 'web', 'mail', 'walkIn', 'mayorHotline', 'consumerCouncil', 'regulator'] as const;
export type CaseChannel = (typeof caseChannels)[number];
/** How far away a place is, for the time of arrival. */
export const areaKinds = ['city', 'country', 'remote'] as const;
export type AreaKind = (typeof areaKinds)[number];

/** What a person is to one case, beside their roles. */
export const caseRelations = ['assignee', 'firstOwner', 'departmentMember', 'departmentHead'] as const;
export type CaseRelation = (typeof caseRelations)[number];
/** Who may do something: one of the roles, or who stands in one of these relations to the case. */
const Actor = z.enum([...roles, ...caseRelations]);
export type CaseActor = z.infer<typeof Actor>;

/** Who reads an entry or a field: those named here, and all to the right of them. */
export const visibilities = ['customer', 'department', 'internal', 'restricted'] as const;
export type Visibility = (typeof visibilities)[number];

export const caseFieldKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'instant',
  'choice',
  'many',
  'person',
  'department',
  'area',
  'address',
  'yesNo',
  'rating',
  'call',
] as const;
const Choice = z.object({
  key: Key,
  name: Name,
  /** Not offered any more; cases that have it keep it. */
  isRetired: z.boolean().default(false),
});
export const CaseField = z.object({
  key: Key,
  name: Name,
  kind: z.enum(caseFieldKinds),
  choices: z.array(Choice).default([]),
  /** Longest text, or largest number; money in fen. */
  max: z.number().int().positive().optional(),
  /** Of a call: the field with the second of its recording. */
  secondIn: Key.optional(),
  visibility: z.enum(visibilities).default('internal'),
});
export type CaseField = z.output<typeof CaseField>;

/** Facts of the case itself that conditions may ask for, beside the fields of the type. */
export const caseFacts = ['grade', 'channel', 'categoryId', 'areaKind', 'amountFen', 'tier', 'isDifficult'] as const;
export type CaseFact = (typeof caseFacts)[number];
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
/** All conditions of a list must hold. What is not known is not `is`, not `oneOf`, not `atLeast`, not `below`. */
export const CaseCondition = z.discriminatedUnion('op', [
  z.object({ of: Key, op: z.literal('is'), value: Scalar }),
  z.object({ of: Key, op: z.literal('isNot'), value: Scalar }),
  z.object({ of: Key, op: z.literal('oneOf'), values: z.array(Scalar).min(1) }),
  z.object({ of: Key, op: z.literal('atLeast'), value: z.number() }),
  z.object({ of: Key, op: z.literal('below'), value: z.number() }),
]);
export type CaseCondition = z.infer<typeof CaseCondition>;

export const CaseMeasure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('elapsed'), minutes: z.number().int().positive() }),
  z.object({ kind: z.literal('openTime'), minutes: z.number().int().positive() }),
  z.object({ kind: z.literal('halfWorkingDay') }),
  z.object({ kind: z.literal('workingDays'), days: z.number().int().positive() }),
  z.object({ kind: z.literal('sameDay'), lateMinutes: z.number().int().min(0) }),
  z.object({ kind: z.literal('calendarDays'), days: z.number().int().positive() }),
  /** The instant that a field of the case holds: a promise. */
  z.object({ kind: z.literal('promise'), field: Key }),
]);
export type CaseMeasure = z.infer<typeof CaseMeasure>;

/** Who is told when a level is reached. `departmentHead` is the deputy while the head is away. */
export const receivers = ['assignee', 'firstOwner', 'departmentHead', 'lead', 'dispatcher', 'supervisor'] as const;
export type Receiver = (typeof receivers)[number];
const LevelAt = z.discriminatedUnion('kind', [
  /** This share of the counted time is over, 0 to 1. */
  z.object({ kind: z.literal('share'), share: z.number().gt(0).lt(1) }),
  z.object({ kind: z.literal('openBefore'), minutes: z.number().int().positive() }),
  z.object({ kind: z.literal('due') }),
  z.object({ kind: z.literal('openAfter'), minutes: z.number().int().positive() }),
  z.object({ kind: z.literal('sinceStart'), minutes: z.number().int().min(0) }),
]);
const Level = z.object({
  key: Key,
  at: LevelAt,
  tell: z.array(z.enum(receivers)).min(1),
  /** Told at once, day and night; the others wait for office hours. */
  isGrave: z.boolean().default(false),
});
export type CaseLevel = z.output<typeof Level>;

export const CaseClockRule = z.object({
  key: Key,
  name: Name,
  /** The first whose conditions hold; the last one must hold always. */
  budgets: z.array(z.object({ when: z.array(CaseCondition).default([]), measure: CaseMeasure })).min(1),
  calendarId: z.string().min(1).max(40),
  /** Starts by itself as soon as this holds, once in a round; null: by a transition only. */
  startsWhen: z.array(CaseCondition).nullable().default(null),
  /** Stands while the case waits. A promise and a memo do not. */
  pauses: z.boolean().default(true),
  levels: z.array(Level).default([]),
});
export type CaseClockRule = z.output<typeof CaseClockRule>;

export const pauseReasons = ['customer', 'parts', 'weather', 'thirdParty', 'appointment'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** An act that a visit takes in its case, and what it fills in there. */
const VisitAct = z.object({ act: Key, fields: z.record(Key, Scalar).default({}) });
export type VisitAct = z.output<typeof VisitAct>;

const Effect = z.discriminatedUnion('do', [
  /** To the department that this field names. */
  z.object({ do: z.literal('setDepartment'), field: Key }),
  /** It is the dispatcher's again. */
  z.object({ do: z.literal('clearDepartment') }),
  /** To the person that this field names, or to who acts. */
  z.object({ do: z.literal('setAssignee'), field: Key.nullable() }),
  z.object({ do: z.literal('clearAssignee') }),
  z.object({ do: z.literal('startClock'), clock: Key }),
  z.object({ do: z.literal('stopClock'), clock: Key }),
  z.object({ do: z.literal('pause') }),
  z.object({ do: z.literal('resume') }),
  /** A new round: its clocks start anew, what the last round came to stands. */
  z.object({ do: z.literal('nextRound') }),
  z.object({ do: z.literal('countReturn') }),
  z.object({ do: z.literal('countRework') }),
  z.object({ do: z.literal('countReopening') }),
  z.object({ do: z.literal('setField'), field: Key, value: Scalar }),
  /** A case that belongs to this one; its fields, each from the one of this case that it names. */
  z.object({ do: z.literal('makeChild'), type: Key, fields: z.record(Key, Key).default({}) }),
  /** A visit that is owed, due by the clock of this name. */
  z.object({
    do: z.literal('makeFollowUp'),
    kind: Key,
    clock: Key,
    /** The field that keeps how satisfied the customer is. */
    rating: Key.nullable().default(null),
    /** What comes of it; null: the case stays where it is. */
    satisfied: VisitAct.nullable().default(null),
    dissatisfied: VisitAct.nullable().default(null),
    /** The customer was not reached, or did not want to answer. */
    over: VisitAct.nullable().default(null),
  }),
  z.object({ do: z.literal('notify'), template: Key, whom: z.enum([...receivers, 'customer']) }),
]);
export type CaseEffect = z.output<typeof Effect>;

export const CaseTransition = z.object({
  key: Key,
  name: Name,
  from: z.array(Key).min(1),
  /** Null: the case stays where it is. */
  to: Key.nullable(),
  who: z.array(Actor).min(1),
  /** Fields that it cannot be done without, and those that are offered besides. */
  required: z.array(Key).default([]),
  optional: z.array(Key).default([]),
  text: z.enum(['required', 'optional', 'none']).default('optional'),
  visibility: z.enum(visibilities).default('internal'),
  effects: z.array(Effect).default([]),
});
export type CaseTransition = z.output<typeof CaseTransition>;

export const CaseStep = z.object({
  key: Key,
  name: Name,
  state: z.enum(['open', 'waiting', 'settled', 'closed', 'cancelled']),
  /** Minutes of open time after which a case that stands here counts as stuck; null: it never does. */
  stuckAfterMinutes: z.number().int().positive().nullable().default(null),
});
export type CaseStep = z.output<typeof CaseStep>;

export const CaseType = z.object({
  key: Key,
  /** Letters before the number, e.g. TS. */
  prefix: z.string().regex(/^[A-Z]{2,4}$/),
  version: z.number().int().positive(),
  name: Name,
  /** Who opens one. */
  openedBy: z.array(z.enum(roles)).min(1),
  /** Asked when it is opened; at most eight, since the customer is on the line. */
  asked: z.array(Key).max(8),
  steps: z.array(CaseStep).min(2).max(30),
  fields: z.array(CaseField).max(60),
  transitions: z.array(CaseTransition).min(1),
  clocks: z.array(CaseClockRule),
  /** Clocks that start when the case is opened. */
  startsClocks: z.array(Key),
  /** The clock that the whole case is judged by. */
  wholeClock: Key,
  /** Another of the same customer and category within so many days is marked, and goes at once to one of this role. */
  repeats: z
    .object({ withinDays: z.number().int().positive(), goesTo: z.enum(roles) })
    .nullable()
    .default(null),
  /** The act that settles it when the outage that it is attached to is over; null: it cannot be attached. */
  whenRestored: Key.nullable().default(null),
  /** Cases that belong to it may go on when it is settled. */
  settlesBeforeChildren: z.boolean().default(false),
});
export type CaseType = z.output<typeof CaseType>;
/** As it is written down: what has a default may be left out. */
export type CaseTypeData = z.input<typeof CaseType>;
