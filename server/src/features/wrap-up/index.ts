export { amendWrapUp, expireWrapUp, finishWrapUp, type WrapUp } from './wrap-up.store.ts';
