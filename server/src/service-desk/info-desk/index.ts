export { addInfoDeskRoutes } from './info-desk.routes.ts';
