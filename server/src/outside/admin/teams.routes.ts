import { Team } from '@sansheng/shared/contracts/people/accounts';
import { TeamSchema } from '@sansheng/shared/tables/people/accounts';
import type { AppContext } from '../../platform/app-context.ts';
import { addSettingRoutes, findUsersOfTeam, mustBeUnused } from '../../settings/index.ts';

export function addTeamRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'teams',
    singular: 'team',
    schema: TeamSchema,
    idField: 'teamId',
    edit: Team,
    view: Team,
    toRow: async (edit) => edit,
    removal: async ({ teamId }, from) => mustBeUnused(await findUsersOfTeam(from, teamId)),
  });
}
