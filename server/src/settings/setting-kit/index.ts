export {
  findUsersOfCategory,
  findUsersOfHotline,
  findUsersOfHours,
  findUsersOfMenu,
  findUsersOfPrompt,
  findUsersOfQueue,
  findUsersOfSkill,
  findUsersOfTeam,
  mustBeUnused,
} from './find-users.store.ts';
export {
  type Author,
  changedMeanwhile,
  changeWhole,
  hold,
  keepChange,
  mustBeAsRead,
  withRevision,
} from './keep-change.store.ts';
export { addSettingRoutes } from './settings.routes.ts';
export { markSettings, readSettingsMark, tellSettingsChanged } from './settings-mark.store.ts';
export { addTakeBackRoutes, letTakeBack } from './take-back.routes.ts';
