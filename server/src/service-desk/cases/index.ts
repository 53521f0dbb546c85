export {
  type Asker,
  type CaseHearer,
  type CaseWork,
  entryOf,
  type MovedCase,
  moveIn,
  mustSeeCase,
} from './case-commands.feature.ts';
export { casesFeature } from './cases.feature.ts';
export { viewerOf } from './case-sights.store.ts';
export { rowView } from './case-view.ts';
export { nextLefts } from './next-lefts.store.ts';
export { type FoundCase, foundBy } from './find-cases.store.ts';
