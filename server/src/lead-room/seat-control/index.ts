export { addSeatAssignmentRoutes } from './seat-assignment.routes.ts';
export { addSeatControlRoutes } from './seat-control.routes.ts';
