export { caseEvidenceFeature } from './case-evidence.routes.ts';
