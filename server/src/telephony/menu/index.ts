export { menuFeature } from './menu.feature.ts';
