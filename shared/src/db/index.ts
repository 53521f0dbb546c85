export { canonical, findBrokenEntry, FIRST_HASH, hashOfEntry } from './case-hash.ts';
export {
  addEntry,
  changeOf,
  clocksOf,
  entriesOf,
  entryOf,
  findCase,
  insertCase,
  keepLink,
  keepPerson,
  linksOf,
  type NewEntry,
  nextCaseNumber,
  saveCase,
  saveClocks,
  saveNextDue,
} from './case-rows.ts';
export { keepVerdicts } from './clock-verdicts.ts';
export { keepCaseType } from './keep-case-type.ts';
export { plannedVisit } from './planned-visit.ts';
export { keepRoundTime } from './round-times.ts';
/** What several features do with the database; the tables stand in tables/. Node only. */
export { type CustomerFile, insertCustomerFiles, replaceCustomerFiles } from './customer-files.ts';
export { readName, readTitle, readTypedName } from './name-in-letters.ts';
export { mainMenu, mainMenuPrompts } from './first-menu.ts';
export { findEmployees } from './find-employees.ts';
export { callConditions } from './call-conditions.ts';
export { type CallsBehind, callsBehind } from './calls-behind.ts';
export { checkLedger } from './check-ledger.ts';
export {
  type CenterClock,
  countFigures,
  countingAlone,
  countStaleFigures,
  entryConditions,
  markStale,
  moveDays,
  rebuildFigures,
  recordsQuery,
  type Span,
  startOfInterval,
  stateOfTime,
  withinQuery,
  workState,
} from './count-figures.ts';
export { type Calendars, createCalendars } from './calendars.ts';
export { createDeadlineCalendars, type DeadlineCalendars } from './deadline-calendars.ts';
export { knownYears, mergePublicDays } from './public-days.ts';
export { standFor, withMergedFiles } from './merged-customers.ts';
export { openLoader } from './load-rows.ts';
export { migrate, openDatabase } from './database.ts';
export { inTransaction } from './in-transaction.ts';
export { restoreIndexes, setIndexesAside } from './set-indexes-aside.ts';
export { isOverTime, withinTime } from './time-limit.ts';
export { type Told, writeDeliveries } from './write-deliveries.ts';
export { auditIdAt, type AuditNote, writeAudit } from './write-audit.ts';
export { writeRows } from './write-rows.ts';
