import type { AppContext } from '../platform/app-context.ts';
import { apiTokensFeature } from './api-tokens/index.ts';
import { type SessionStore, type SignIn, signInFeature } from './sign-in/index.ts';

/** Who works here, and how they come in. */
export async function openPeople(context: AppContext, sessions: SessionStore): Promise<SignIn> {
  apiTokensFeature(context);
  return signInFeature(context, sessions);
}
