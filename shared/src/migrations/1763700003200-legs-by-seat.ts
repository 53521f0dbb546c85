import type { QueryRunner } from 'typeorm';

const CALLS_AT_ONCE = 20_000;

/** A leg says when its call arrived, so that the newest calls of a seat are found in order, however many there are. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE legs ADD arrivedAtMs BIGINT NOT NULL DEFAULT 0 AFTER legNo');
  for (let after = ''; ; ) {
    const [{ last }] = (await runner.query(
      `SELECT MAX(callId) AS last FROM (SELECT callId FROM calls WHERE callId > ? ORDER BY callId LIMIT ?) c`,
      [after, CALLS_AT_ONCE],
    )) as [{ last: string | null }];
    if (last === null) break;
    await runner.query(
      `UPDATE legs l JOIN calls c ON c.callId = l.callId SET l.arrivedAtMs = c.arrivedAtMs
       WHERE l.callId > ? AND l.callId <= ?`,
      [after, last],
    );
    after = last;
  }
  await runner.query('ALTER TABLE legs ADD INDEX legs_of_seat (who, arrivedAtMs)');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE legs DROP INDEX legs_of_seat, DROP COLUMN arrivedAtMs');
}
