import type { AppContext } from '../../platform/app-context.ts';
import { addMatterRoutes } from './matters.routes.ts';

export function mattersFeature(context: AppContext): void {
  addMatterRoutes(context);
}
