import type { accountsWords as Words } from './words.ts';

export const accountsWords: typeof Words = {
  account: {
    locked: 'Locked for {{minutes}} min',
    unlock: 'Unlock',
  },
  audit: {
    things: {
      account: 'Account',
      team: 'Team',
    },
  },
  admin: {
    accounts: 'Accounts',
    teams: 'Teams',
    employeeNo: 'Number',
    personName: 'Name',
    roles: 'Roles',
    team: 'Team',
    noTeam: 'No team',
    password: 'Password',
    passwordNew: 'At least 10 characters; must be changed at first sign-in',
    passwordKeep:
      'Leave empty to keep it. A new password must be changed at the next sign-in; it also revokes API tokens and unlocks the account',
  },
};
