export { knowledgeFeature } from './knowledge.routes.ts';
