import { Hotline, QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { Team } from '@sansheng/shared/contracts/people/accounts';
import { expect, it } from 'vitest';
import { boundsOf, freshRow } from './fresh-row.ts';

it('starts a new setting with the defaults of its schema', () => {
  const queue = freshRow(QueueEdit);
  expect(queue).toMatchObject({ ringsPerOffer: 3, borrowFrom: [], isRecorded: true, callbackKey: '1', isActive: true });
  expect(queue.prompts).toMatchObject({ greeting: null });
  expect(queue).not.toHaveProperty('name');
  expect(QueueEdit.parse({ ...queue, queueId: 'new', name: '新', nameEn: 'New' })).toEqual(
    QueueEdit.parse({ queueId: 'new', name: '新', nameEn: 'New' }),
  );
  expect(freshRow(Hotline)).toEqual({ priority: null });
  expect(freshRow(Team)).toEqual({});
});

it('knows the bounds of a number, behind its default and its null too', () => {
  expect(boundsOf(QueueEdit, 'ringsPerOffer')).toEqual({ min: 1, max: 10 });
  expect(boundsOf(Hotline, 'priority')).toEqual({ min: 0, max: 9 });
  expect(boundsOf(QueueEdit, 'name')).toEqual({ min: null, max: null });
});
