import type { SignIn } from '../../people/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { addTakeBackRoutes } from '../../settings/index.ts';
import { addAccountLockRoutes, addAccountRoutes } from './accounts.routes.ts';
import { addHotlineRoutes } from './hotlines.routes.ts';
import { addNamesForConsolesRoute } from './names-for-consoles.routes.ts';
import { addNotReadyReasonRoutes } from './not-ready-reasons.routes.ts';
import { addQueueMemberRoutes } from './queue-members.routes.ts';
import { addQueueRoutes } from './queues.routes.ts';
import { addSkillRoutes } from './skills.routes.ts';
import { addTeamRoutes } from './teams.routes.ts';
import { addWrapUpCategoryRoutes } from './wrap-up-categories.routes.ts';

/** Settings of the center. Each change is audited with before and after, and published so that every server reads it. */
export function adminFeature(context: AppContext, signIn: Pick<SignIn, 'sessions' | 'limits'>): void {
  addAccountRoutes(context, signIn);
  addAccountLockRoutes(context, signIn.limits);
  addTeamRoutes(context);
  addQueueRoutes(context);
  addHotlineRoutes(context);
  addQueueMemberRoutes(context);
  addNotReadyReasonRoutes(context);
  addWrapUpCategoryRoutes(context);
  addSkillRoutes(context);
  addNamesForConsolesRoute(context);
  addTakeBackRoutes(context);
}
