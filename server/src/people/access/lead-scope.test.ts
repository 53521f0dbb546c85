import { expect, it } from 'vitest';
import { checkScope, scopeOf } from './lead-scope.ts';

it('limits a lead with a team to that team, and nobody else', () => {
  expect(scopeOf({ roles: ['lead'], teamId: 'team-a' })).toBe('team-a');
  expect(scopeOf({ roles: ['lead'], teamId: null })).toBe('');
  expect(scopeOf({ roles: ['supervisor'], teamId: 'team-a' })).toBe('');
});

it('refuses a seat of another team, or without a team', () => {
  const lead = { roles: ['lead' as const], teamId: 'team-a' };
  expect(() => checkScope(lead, { teamId: 'team-a' })).not.toThrow();
  expect(() => checkScope(lead, { teamId: 'team-b' })).toThrow('notYourTeam');
  expect(() => checkScope(lead, { teamId: null })).toThrow('notYourTeam');
});
