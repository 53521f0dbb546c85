export { addBusinessCalendarRoutes as businessCalendarFeature } from './business-calendar.routes.ts';
export { findOverlapInHours } from './overlapping-spans.ts';
