import { expect, it } from 'vitest';
import { describeChange } from './describe-change.ts';

it('names only what changed, and for a password only that it changed', () => {
  const before = { id: 'a', name: 'Ana', roles: ['agent'], passwordHash: '$argon2id$1' };
  const after = { id: 'a', name: 'Ana', roles: ['agent', 'qa'], passwordHash: '$argon2id$2' };
  expect(describeChange(before, after)).toEqual({
    before: { roles: ['agent'], passwordHash: '[secret]' },
    after: { roles: ['agent', 'qa'], passwordHash: '[secret]' },
  });
});

it('tells an added and a deleted row apart', () => {
  expect(describeChange(null, { id: 'a' })).toEqual({ before: null, after: { id: 'a' } });
  expect(describeChange({ id: 'a' }, null)).toEqual({ before: { id: 'a' }, after: null });
});
