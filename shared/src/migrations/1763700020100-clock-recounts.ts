import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** How far clocks are counted again by each calendar, and the earlier times that wait for a supervisor. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE clock_recounts (
      calendarId ${ID(40)} NOT NULL,
      mark ${ID(22)} NOT NULL,
      beginsAtMs BIGINT NOT NULL,
      atCaseId ${ID(40)} NULL,
      heldUntilMs BIGINT NOT NULL,
      looked INT NOT NULL,
      later INT NOT NULL,
      earlier INT NOT NULL,
      finishedAtMs BIGINT NULL,
      PRIMARY KEY (calendarId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE earlier_times (
      caseId ${ID(40)} NOT NULL,
      clockKey ${ID(40)} NOT NULL,
      round INT NOT NULL,
      startedAtMs BIGINT NOT NULL,
      calendarId ${ID(40)} NOT NULL,
      dueAtMs BIGINT NOT NULL,
      earlierAtMs BIGINT NOT NULL,
      foundAtMs BIGINT NOT NULL,
      agreedBy ${ID(10)} NULL,
      PRIMARY KEY (caseId, clockKey, round, startedAtMs),
      INDEX earlier_times_to_agree (agreedBy, earlierAtMs, caseId),
      INDEX earlier_times_of_calendar (calendarId, foundAtMs)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query('CREATE INDEX case_clocks_of_calendar ON case_clocks (calendarId, stoppedAtMs, caseId)');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP INDEX case_clocks_of_calendar ON case_clocks');
  await runner.query('DROP TABLE earlier_times');
  await runner.query('DROP TABLE clock_recounts');
}
