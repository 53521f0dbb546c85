export { checkScope, findNameOf, scopeOf } from './access/index.ts';
export { createTokenFinder } from './api-tokens/index.ts';
export {
  type SessionStore,
  type SignIn,
  createSessionStore,
  endTokensOf,
  hashPassword,
  mustBeStrong,
} from './sign-in/index.ts';
export { openPeople } from './wing.ts';
