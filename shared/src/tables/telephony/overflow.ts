import type { ClosedLine, Overflow } from '../../contracts/telephony/overflow.ts';
import { json, key, textOrNull, table } from '../table.ts';

/** When a queue takes calls, and where they go when it does not. */
export interface QueueOverflowRow {
  queueId: string;
  /** Null: always open. */
  hoursId: string | null;
  closed: ClosedLine;
  overflow: Overflow;
}
export const QueueOverflowSchema = table<QueueOverflowRow>('queue_overflow', {
  queueId: key,
  hoursId: textOrNull,
  closed: json,
  overflow: json,
});
