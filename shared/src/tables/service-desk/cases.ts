import type {
  AreaKind,
  CaseChannel,
  CaseGrade,
  CaseState,
  CaseType,
  Visibility,
} from '../../contracts/service-desk/case-types.ts';
import type { caseEntryKinds } from '../../contracts/service-desk/cases.ts';
import type { ClockMeasure, ClockPause, ClockState } from '../../domain/cases/case-clock.ts';
import { flag, int, json, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

/** A version of a type, as cases were opened with it; it never changes. */
export interface CaseTypeRow {
  typeKey: string;
  version: number;
  definition: CaseType;
  keptAtMs: number;
}
export const CaseTypeSchema = table<CaseTypeRow>('case_types', {
  typeKey: key,
  version: { type: 'int', primary: true },
  definition: json,
  keptAtMs: ms,
});

export interface CaseRow {
  caseId: string;
  caseNo: string;
  /** The last four digits of the number, by which it is asked for. */
  numberEnd: string;
  typeKey: string;
  typeVersion: number;
  stepKey: string;
  state: CaseState;
  round: number;
  grade: CaseGrade;
  channel: CaseChannel;
  externalNo: string | null;
  categoryId: string | null;
  areaKind: AreaKind | null;
  amountFen: number | null;
  isDifficult: boolean;
  tier: string | null;
  customerId: string | null;
  contactName: string;
  contactNumber: string;
  callId: string | null;
  title: string;
  fields: Record<string, unknown>;
  departmentId: string | null;
  assigneeId: string | null;
  firstOwnerId: string;
  returns: number;
  reworks: number;
  reopenings: number;
  chases: number;
  lastChasedAtMs: number | null;
  /** Number of the case about which the customer had come before. */
  repeatOf: string | null;
  openedAtMs: number;
  stepSinceMs: number;
  settledAtMs: number | null;
  closedAtMs: number | null;
  /** Of the earliest clock that runs. */
  nextDueAtMs: number | null;
  nextDueClock: string | null;
  /** Counts changes of the case; what only adds to it leaves it alone. */
  version: number;
  lastSeq: number;
  lastHash: string;
}
export const CaseSchema = table<CaseRow>('cases', {
  caseId: key,
  caseNo: text,
  numberEnd: text,
  typeKey: text,
  typeVersion: int,
  stepKey: text,
  state: text,
  round: int,
  grade: text,
  channel: text,
  externalNo: textOrNull,
  categoryId: textOrNull,
  areaKind: textOrNull,
  amountFen: msOrNull,
  isDifficult: flag,
  tier: textOrNull,
  customerId: textOrNull,
  contactName: text,
  contactNumber: text,
  callId: textOrNull,
  title: text,
  fields: json,
  departmentId: textOrNull,
  assigneeId: textOrNull,
  firstOwnerId: text,
  returns: int,
  reworks: int,
  reopenings: int,
  chases: int,
  lastChasedAtMs: msOrNull,
  repeatOf: textOrNull,
  openedAtMs: ms,
  stepSinceMs: ms,
  settledAtMs: msOrNull,
  closedAtMs: msOrNull,
  nextDueAtMs: msOrNull,
  nextDueClock: textOrNull,
  version: int,
  lastSeq: int,
  lastHash: text,
});

/** What happened to a case, in order; rows are only added, each with the hash of the one before. */
export interface CaseEventRow {
  caseId: string;
  seq: number;
  atMs: number;
  kind: (typeof caseEntryKinds)[number];
  /** '' when the center did it by itself. */
  byId: string;
  transition: string | null;
  fromStep: string | null;
  toStep: string | null;
  visibility: Visibility;
  text: string;
  data: Record<string, unknown>;
  prevHash: string;
  hash: string;
}
export const CaseEventSchema = table<CaseEventRow>('case_events', {
  caseId: key,
  seq: { type: 'int', primary: true },
  atMs: ms,
  kind: text,
  byId: text,
  transition: textOrNull,
  fromStep: textOrNull,
  toStep: textOrNull,
  visibility: text,
  text,
  data: json,
  prevHash: text,
  hash: text,
});

export interface CaseClockRow {
  caseId: string;
  clockKey: string;
  round: number;
  startedAtMs: number;
  measure: ClockMeasure;
  calendarId: string;
  state: ClockState;
  dueAtMs: number | null;
  isProvisional: boolean;
  isGrace: boolean;
  pauses: ClockPause[];
  stoppedAtMs: number | null;
  levelsDone: string[];
  nextActAtMs: number | null;
}
export const CaseClockSchema = table<CaseClockRow>('case_clocks', {
  caseId: key,
  clockKey: key,
  round: { type: 'int', primary: true },
  startedAtMs: { type: 'bigint', primary: true },
  measure: json,
  calendarId: text,
  state: text,
  dueAtMs: msOrNull,
  isProvisional: flag,
  isGrace: flag,
  pauses: json,
  stoppedAtMs: msOrNull,
  levelsDone: json,
  nextActAtMs: msOrNull,
});

export interface CasePersonRow {
  caseId: string;
  relation: 'formerDepartment' | 'formerAssignee' | 'watcher' | 'subject';
  /** Employee number, or department. */
  ref: string;
  sinceMs: number;
}
export const CasePersonSchema = table<CasePersonRow>('case_people', {
  caseId: key,
  relation: key,
  ref: key,
  sinceMs: ms,
});

export interface CaseLinkRow {
  caseId: string;
  kind: 'call' | 'recording' | 'voicemail' | 'duplicateOf' | 'relatedTo' | 'childOf' | 'outage';
  ref: string;
  atMs: number;
  byId: string;
}
export const CaseLinkSchema = table<CaseLinkRow>('case_links', {
  caseId: key,
  kind: key,
  ref: key,
  atMs: ms,
  byId: text,
});

/** What somebody is still to be told of a case; written with what it tells of, so that it is told once. */
export interface CaseNoticeRow {
  /** Of case, clock, round, level, due time and receiver. */
  noticeId: string;
  caseId: string;
  caseNo: string;
  receiverId: string;
  title: string;
  what: {
    kind: 'level' | 'pausedTooLong' | 'notify' | 'step';
    key: string;
    clockKey: string | null;
    dueAtMs: number | null;
  };
  isGrave: boolean;
  /** Ordinary ones wait a little for others, to be one message. */
  sendAtMs: number;
  sentAtMs: number | null;
}
export const CaseNoticeSchema = table<CaseNoticeRow>('case_notices', {
  noticeId: key,
  caseId: text,
  caseNo: text,
  receiverId: text,
  title: text,
  what: json,
  isGrave: flag,
  sendAtMs: ms,
  sentAtMs: msOrNull,
});

export interface DepartmentRow {
  departmentId: string;
  name: string;
  headId: string | null;
  /** Stands in for the head from and to, while both are set. */
  deputyId: string | null;
  deputyFromMs: number | null;
  deputyToMs: number | null;
  isActive: boolean;
  initials: string;
  pinyin: string;
}
export const DepartmentSchema = table<DepartmentRow>('departments', {
  departmentId: key,
  name: text,
  headId: textOrNull,
  deputyId: textOrNull,
  deputyFromMs: msOrNull,
  deputyToMs: msOrNull,
  isActive: flag,
  initials: text,
  pinyin: text,
});
export interface DepartmentMemberRow {
  departmentId: string;
  employeeNo: string;
}
export const DepartmentMemberSchema = table<DepartmentMemberRow>('department_members', {
  departmentId: key,
  employeeNo: key,
});

type Spans = { from: string; to: string }[];
export interface DeadlineCalendarRow {
  calendarId: string;
  name: string;
  nameEn: string;
  isAlwaysOpen: boolean;
  /** Monday first. */
  weekly: Spans[];
  holiday: Spans | null;
  makeUp: Spans | null;
}
export const DeadlineCalendarSchema = table<DeadlineCalendarRow>('deadline_calendars', {
  calendarId: key,
  name: text,
  nameEn: text,
  isAlwaysOpen: flag,
  weekly: json,
  holiday: { type: 'json', nullable: true },
  makeUp: { type: 'json', nullable: true },
});
