export { moveIn } from './act-on-case.feature.ts';
export { placeOfAttachment } from './attachments.routes.ts';
export { overtaken } from './case-refusals.store.ts';
export type { Asker, CaseHearer, CaseWork, MovedCase } from './case-work.ts';
export { CHASE_AGAIN_MS } from './chase-case.feature.ts';
export { mustSeeCase } from './see-case.store.ts';
export { tellOutcomes } from './case-notices.store.ts';
export { casesOnDesk } from './case-rows.feature.ts';
export { casesFeature } from './cases.feature.ts';
export { sightsOn, viewerOf } from './case-sights.store.ts';
export { rowView } from './case-view.ts';
export { caseMarks } from './case-marks.store.ts';
export {
  byDue,
  casesWhere,
  type Condition,
  findLateCases,
  type FoundCase,
  foundBy,
  notBarred,
} from './find-cases.store.ts';
export { ACCEPT, OFFICE, stuckBy } from './stuck-cases.store.ts';
