export { callbackListFeature } from './call-back-list.routes.ts';
