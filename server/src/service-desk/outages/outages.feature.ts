import type { AppContext } from '../../platform/app-context.ts';
import type { CaseWork } from '../cases/index.ts';
import type { FollowUps } from '../follow-ups/index.ts';
import { hearVisit, settleRestored } from './outage-commands.feature.ts';
import { addOutageRoutes } from './outages.routes.ts';

export function outagesFeature(context: AppContext, cases: CaseWork, followUps: FollowUps): void {
  cases.hearers.push((into, moved) => settleRestored(into, cases, moved));
  followUps.hear((into, visit) => hearVisit(into, cases, visit));
  addOutageRoutes(context, cases);
}
