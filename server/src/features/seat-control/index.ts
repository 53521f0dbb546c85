export { checkScope, scopeOf } from './lead-scope.ts';
export { addSeatControlRoutes } from './seat-control.routes.ts';
