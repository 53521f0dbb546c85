export { findNameOf } from './account-name.store.ts';
export { checkScope, scopeOf } from './lead-scope.ts';
