import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const TABLE = 'ENGINE=InnoDB ROW_FORMAT=DYNAMIC';
const field = (name: string) => `JSON_UNQUOTE(JSON_EXTRACT(c.fields, '$.${name}'))`;
const wholeClock = `JSON_UNQUOTE(JSON_EXTRACT(t.definition, '$.wholeClock'))`;
// What an outage came from is somebody's words, not one of a list.
const cause = `IF(JSON_CONTAINS(t.definition, '{"key":"cause","kind":"choice"}', '$.fields'), NULLIF(${field('cause')}, 'null'), NULL)`;
const dispatch = (column: string) => `(SELECT d.${column} FROM dispatches d
  WHERE d.caseId = k.caseId AND d.round = k.round AND (k.clockKey <> 'accept' OR d.atMs = k.startedAtMs)
  ORDER BY d.seq DESC LIMIT 1)`;

/** What became of clocks, how long rounds took, which misses were excused: what reports count. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE clock_excuses (
      caseId ${ID(40)} NOT NULL,
      clockKey ${ID(40)} NOT NULL,
      round INT NOT NULL,
      startedAtMs BIGINT NOT NULL,
      reason VARCHAR(400) NOT NULL,
      byId ${ID(10)} NOT NULL,
      atMs BIGINT NOT NULL,
      PRIMARY KEY (caseId, clockKey, round, startedAtMs)
    ) ${TABLE}`);
  // Each index has all that a report asks of it, so that a month is read without the rows.
  await runner.query(`CREATE TABLE clock_verdicts (
      caseId ${ID(40)} NOT NULL,
      clockKey ${ID(40)} NOT NULL,
      round INT NOT NULL,
      startedAtMs BIGINT NOT NULL,
      kind ${ID(12)} NOT NULL,
      typeKey ${ID(40)} NOT NULL,
      categoryId ${ID(40)} NULL,
      grade ${ID(12)} NOT NULL,
      departmentId ${ID(40)} NULL,
      customerKey ${ID(40)} NULL,
      dueAtMs BIGINT NULL,
      doneAtMs BIGINT NULL,
      isCounted BOOLEAN NOT NULL,
      isExcused BOOLEAN NOT NULL,
      isReturned BOOLEAN NOT NULL,
      isGrounded BOOLEAN NULL,
      cause ${ID(40)} NULL,
      openedAtMs BIGINT NOT NULL,
      closedAtMs BIGINT NULL,
      isOnce BOOLEAN NOT NULL,
      PRIMARY KEY (caseId, clockKey, round, startedAtMs),
      INDEX clock_verdicts_due (kind, dueAtMs, doneAtMs, isCounted, isExcused, isReturned, isGrounded, isOnce, closedAtMs,
        grade, typeKey, categoryId, departmentId, customerKey, openedAtMs, cause),
      INDEX clock_verdicts_done (kind, doneAtMs, isCounted, typeKey, dueAtMs),
      INDEX clock_verdicts_begun (kind, startedAtMs, isCounted, typeKey),
      INDEX clock_verdicts_of_customer (customerKey, typeKey, categoryId, openedAtMs, kind, isCounted)
    ) ${TABLE}`);
  await runner.query(`CREATE TABLE round_times (
      caseId ${ID(40)} NOT NULL,
      round INT NOT NULL,
      typeKey ${ID(40)} NOT NULL,
      doneAtMs BIGINT NOT NULL,
      openMs BIGINT NOT NULL,
      elapsedMs BIGINT NOT NULL,
      pausedMs BIGINT NOT NULL,
      PRIMARY KEY (caseId, round),
      INDEX round_times_done (doneAtMs, typeKey, openMs, elapsedMs, pausedMs)
    ) ${TABLE}`);
  await runner.query(`ALTER TABLE cases ADD INDEX cases_while_open (closedAtMs, openedAtMs, state, typeKey, chases)`);
  await runner.query(`ALTER TABLE follow_ups ADD firstTriedAtMs BIGINT NULL AFTER lastTriedAtMs,
      ADD INDEX follow_ups_due (dueAtMs, state, rating, settledAtMs)`);
  await runner.query(`UPDATE follow_ups v SET firstTriedAtMs = COALESCE(
      (SELECT MIN(t.atMs) FROM follow_up_attempts t WHERE t.followUpId = v.followUpId),
      IF(v.state = 'reached', v.settledAtMs, NULL))`);
  await runner.query(`INSERT INTO clock_verdicts (caseId, clockKey, round, startedAtMs, kind, typeKey, categoryId, grade,
      departmentId, customerKey, dueAtMs, doneAtMs, isCounted, isExcused, isReturned, isGrounded, cause, openedAtMs,
      closedAtMs, isOnce)
    SELECT k.caseId, k.clockKey, k.round, k.startedAtMs,
      IF(k.clockKey = ${wholeClock}, 'whole', k.clockKey), c.typeKey, c.categoryId, c.grade,
      ${dispatch('departmentId')}, COALESCE(c.customerId, NULLIF(c.contactNumber, '')), k.dueAtMs, k.stoppedAtMs,
      NOT (c.state IN ('cancelled', 'merged') AND k.round = c.round) AND k.state NOT IN ('cancelled', 'noCalendar')
        AND (k.clockKey = 'accept' OR NOT EXISTS (SELECT 1 FROM case_clocks l WHERE l.caseId = k.caseId
          AND l.clockKey = k.clockKey AND l.round = k.round AND l.startedAtMs > k.startedAtMs)),
      FALSE, k.clockKey = 'accept' AND COALESCE(${dispatch('returnedAtMs')}, 0) > 0,
      CASE ${field('isGrounded')} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END, ${cause},
      c.openedAtMs, IF(c.state = 'closed' AND k.round = c.round, c.closedAtMs, NULL),
      c.state = 'closed' AND c.round = 1 AND c.returns = 0
    FROM case_clocks k JOIN cases c ON c.caseId = k.caseId
      JOIN case_types t ON t.typeKey = c.typeKey AND t.version = c.typeVersion
    WHERE k.clockKey IN ('accept', 'acknowledge', 'promise') OR k.clockKey = ${wholeClock}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE follow_ups DROP INDEX follow_ups_due, DROP COLUMN firstTriedAtMs');
  await runner.query('ALTER TABLE cases DROP INDEX cases_while_open');
  for (const name of ['round_times', 'clock_verdicts', 'clock_excuses']) await runner.query(`DROP TABLE ${name}`);
}
