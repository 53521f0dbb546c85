import type { AppContext } from '../../app-context.ts';
import { addAuditRoutes } from './audit.routes.ts';

export { type AuditNote, createAudit, type WriteAudit } from './audit.ts';

export function auditFeature(context: AppContext): void {
  addAuditRoutes(context);
}
