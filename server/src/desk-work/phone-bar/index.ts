export { phoneBarFeature } from './phone-bar.routes.ts';
