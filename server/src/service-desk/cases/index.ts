export {
  type Asker,
  CHASE_AGAIN_MS,
  type CaseHearer,
  type CaseWork,
  entryOf,
  type MovedCase,
  moveIn,
  mustSeeCase,
  overtaken,
} from './case-commands.feature.ts';
export { tellOutcomes } from './case-notices.store.ts';
export { casesFeature } from './cases.feature.ts';
export { sightsOn, viewerOf } from './case-sights.store.ts';
export { rowView } from './case-view.ts';
export { nextLefts } from './next-lefts.store.ts';
export { type FoundCase, foundBy, notBarred } from './find-cases.store.ts';
