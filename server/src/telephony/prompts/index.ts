export { createPromptStore, type PromptStore, usedKey } from './prompts.store.ts';
export { addPromptRoutes } from './prompts.routes.ts';
export { createQueuePrompts, type QueuePrompts } from './queue-prompts.ts';
