export { addBusinessCalendarRoutes as businessCalendarFeature } from './business-calendar.routes.ts';
