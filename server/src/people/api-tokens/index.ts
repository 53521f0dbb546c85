export { createTokenFinder } from './find-token.store.ts';
export { apiTokensFeature } from './api-tokens.routes.ts';
