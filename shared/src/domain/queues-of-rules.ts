import type { QueueOverflowEdit } from '../contracts/telephony/overflow.ts';

/** Queues that the overflow and the closed line of a queue lead to, each with the field it stands in. */
export function queuesOfRules({
  closed,
  overflow: { size, longestWait, estimatedWait, noSeat },
}: Pick<QueueOverflowEdit, 'closed' | 'overflow'>): { field: string; queueId: string }[] {
  const targets = { size, longestWait: longestWait?.target, estimatedWait: estimatedWait?.target, noSeat };
  return [
    ...Object.entries(targets).flatMap(([name, target]) =>
      target?.kind === 'queue' ? [{ field: `overflow.${name}`, queueId: target.queueId }] : [],
    ),
    ...(closed.queueId === null ? [] : [{ field: 'closed.queueId', queueId: closed.queueId }]),
  ];
}
