export { wrapUpFeature } from './wrap-up.feature.ts';
export {
  amendWrapUp,
  expireWrapUp,
  finishWrapUp,
  readWritten,
  sayToNext,
  type WrapUp,
  writeNote,
  type Written,
} from './wrap-up.store.ts';
