export { scriptFeature } from './script.routes.ts';
