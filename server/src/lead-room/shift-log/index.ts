export { shiftLogFeature } from './shift-log.routes.ts';
