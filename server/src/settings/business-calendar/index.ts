export { addBusinessCalendarRoutes as businessCalendarFeature } from './business-calendar.routes.ts';
export { type Calendars, createCalendars } from './opening-hours.store.ts';
export { knownYears } from './public-days.ts';
