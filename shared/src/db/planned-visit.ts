import type { FollowUpRow } from '../tables/service-desk/follow-ups.ts';

/** A visit that is owed and that nobody has tried. */
export const plannedVisit = (
  owed: Pick<
    FollowUpRow,
    'followUpId' | 'kind' | 'caseId' | 'round' | 'customerId' | 'customerName' | 'number' | 'dueAtMs' | 'createdAtMs'
  >,
): FollowUpRow => ({
  ...owed,
  lastTriedAtMs: null,
  firstTriedAtMs: null,
  assigneeId: null,
  claimedAtMs: null,
  tries: 0,
  state: 'planned',
  rating: null,
  words: '',
  settledAtMs: null,
  settledById: null,
});
