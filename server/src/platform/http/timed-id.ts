import { And, type FindOperator, Like, MoreThanOrEqual } from 'typeorm';

const DAY_MS = 24 * 3_600_000;
const ENDING = 12;

/** An id that sorts by time; `id` (`newId` of the request) makes its ending, the same when the request comes again. */
export function timedId(prefix: string, nowMs: number, id: string): string {
  return `${prefix}${nowMs.toString(36)}${id.replaceAll('-', '').slice(0, ENDING)}`;
}

/** Matches what the same request has already made within a day: its answer may have been lost. One range of the index. */
export function madeBySameRequest(id: string): FindOperator<string> {
  const [prefix = ''] = id;
  const dayBefore = (Number.parseInt(id.slice(1, -ENDING), 36) - DAY_MS).toString(36);
  return And(MoreThanOrEqual(prefix + dayBefore), Like(`%${id.slice(-ENDING)}`));
}
