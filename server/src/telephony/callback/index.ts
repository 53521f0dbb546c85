export { callbackFeature, type Callbacks, DIAL_LIMIT_MS } from './callback.feature.ts';
export { isNewKey } from './hears-callback-key.ts';
