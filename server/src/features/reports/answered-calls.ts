/** What the figures count, in the terms of the calls table: one place for the report and for the calls behind it. */

import { SHORT_ABANDON_MS } from '@sansheng/shared/domain/service-level';

export const callConditions = {
  /** Has ended as answered, or is talking now: the wait of a call is known from its answer on. */
  answered: `(outcome = 'answered' OR (outcome IS NULL AND waitedMs IS NOT NULL))`,
  abandoned: `(outcome = 'abandoned' AND waitedMs >= ${SHORT_ABANDON_MS})`,
  shortAbandoned: `(outcome = 'abandoned' AND waitedMs < ${SHORT_ABANDON_MS})`,
  /** Asked to be called back; the callback is a call of its own and not offered to the center once more. */
  callback: `(outcome = 'callback')`,
  sentAway: `(outcome = 'sentAway')`,
  lost: `(outcome = 'lost')`,
  stillThere: `(outcome IS NULL AND waitedMs IS NULL)`,
} as const;
