export { checkScope, scopeOf } from './access/index.ts';
export { apiTokensFeature, createTokenFinder } from './api-tokens/index.ts';
export {
  type SessionStore,
  type SignIn,
  createSessionStore,
  endTokensOf,
  hashPassword,
  mustBeStrong,
  signInFeature,
} from './sign-in/index.ts';
