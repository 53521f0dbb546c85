export { checkScope, scopeOf } from './lead-scope.ts';
