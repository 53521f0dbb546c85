import type { AppContext } from '../../platform/app-context.ts';
import { addAuditRoutes } from './audit.routes.ts';

export { createAudit } from './audit.ts';

export function auditFeature(context: AppContext): void {
  addAuditRoutes(context);
}
