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
