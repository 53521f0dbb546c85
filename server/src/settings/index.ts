export { createAudit } from './audit/index.ts';
export { findOverlapInHours } from './business-calendar/index.ts';
export {
  type Author,
  addSettingRoutes,
  addTakeBackRoutes,
  changedMeanwhile,
  changeWhole,
  findUsersOfCategory,
  findUsersOfHotline,
  findUsersOfMenu,
  findUsersOfPrompt,
  findUsersOfQueue,
  findUsersOfSkill,
  findUsersOfTeam,
  hold,
  keepChange,
  letTakeBack,
  markSettings,
  mustBeAsRead,
  mustBeUnused,
  readSettingsMark,
  withRevision,
} from './setting-kit/index.ts';
export { openSettings } from './wing.ts';
