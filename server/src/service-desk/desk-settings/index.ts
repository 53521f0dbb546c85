import type { AppContext } from '../../platform/app-context.ts';
import { addCaseChoiceRoutes } from './case-choices.routes.ts';
import { addDeadlineCalendarRoutes } from './deadline-calendars.routes.ts';
import { addDepartmentRoutes } from './departments.routes.ts';
import { addAreaRoutes, addCategoryRoutes } from './trees.routes.ts';

export { areaKindOf } from './area-kind.ts';
export { mustBeOffered } from './must-be-offered.ts';

export function deskSettingsFeature(context: AppContext): void {
  addDepartmentRoutes(context);
  addCategoryRoutes(context);
  addAreaRoutes(context);
  addDeadlineCalendarRoutes(context);
  addCaseChoiceRoutes(context);
}
