export { addSeatControlRoutes } from './seat-control.routes.ts';
