export { createPromptStore, type PromptStore } from './prompts.store.ts';
export { addPromptRoutes, usedKey } from './prompts.routes.ts';
