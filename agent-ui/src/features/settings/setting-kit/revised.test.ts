import { expect, it } from 'vitest';
import { bringTogether } from './revised.ts';

it('takes over the changes of others and keeps what was typed', () => {
  const read = { name: '甲', priority: 5, rings: 3, needs: [], note: null, revision: 'a' };
  const typed = { name: '甲', priority: 5, rings: 4, needs: [{ skill: 'x' }] };
  const now = { name: '甲', priority: 9, rings: 2, needs: [{ skill: 'x' }], note: '', revision: 'b', isActive: false };
  expect(bringTogether({ ...read, isActive: true }, typed, now)).toEqual({
    merged: { name: '甲', priority: 9, rings: 4, needs: [{ skill: 'x' }], note: '', isActive: false },
    theirs: ['priority', 'note', 'isActive'],
    both: ['rings'],
  });
});
