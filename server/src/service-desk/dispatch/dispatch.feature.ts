import type { AppContext } from '../../platform/app-context.ts';
import type { CaseWork } from '../cases/index.ts';
import { addDepartmentDeskRoutes } from './department-desk.routes.ts';
import { addDispatchRoutes } from './dispatch.routes.ts';
import { addDispatchRuleRoutes } from './dispatch-rules.routes.ts';
import { hearDispatches } from './hear-dispatches.ts';
import { addStuckCaseRoutes } from './stuck-cases.routes.ts';

/** To whom cases go, and what becomes of them there. */
export function dispatchFeature(context: AppContext, cases: CaseWork): void {
  cases.hearers.push(hearDispatches(context.env.CENTER_TIME_ZONE));
  addDispatchRuleRoutes(context);
  addDispatchRoutes(context, cases);
  addStuckCaseRoutes(context, cases);
  addDepartmentDeskRoutes(context, cases);
}
