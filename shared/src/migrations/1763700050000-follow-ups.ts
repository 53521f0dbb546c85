import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Visits that are owed, and how often they were tried. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE follow_ups (
      followUpId ${ID(40)} NOT NULL,
      kind ${ID(40)} NOT NULL,
      caseId ${ID(40)} NOT NULL,
      round INT NOT NULL,
      customerId ${ID(40)} NULL,
      customerName VARCHAR(64) NOT NULL,
      number ${ID(32)} NOT NULL,
      dueAtMs BIGINT NULL,
      lastTriedAtMs BIGINT NULL,
      assigneeId ${ID(10)} NULL,
      claimedAtMs BIGINT NULL,
      tries INT NOT NULL,
      state ${ID(12)} NOT NULL,
      rating INT NULL,
      words TEXT NOT NULL,
      createdAtMs BIGINT NOT NULL,
      settledAtMs BIGINT NULL,
      settledById ${ID(10)} NULL,
      PRIMARY KEY (followUpId),
      INDEX follow_ups_to_make (state, dueAtMs, followUpId),
      INDEX follow_ups_of_assignee (assigneeId, state),
      INDEX follow_ups_of_case (caseId, state),
      INDEX follow_ups_of_number (number, state),
      INDEX follow_ups_settled (settledAtMs, followUpId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE follow_up_attempts (
      followUpId ${ID(40)} NOT NULL,
      attemptNo INT NOT NULL,
      atMs BIGINT NOT NULL,
      byId ${ID(10)} NOT NULL,
      callId ${ID(64)} NULL,
      outcome ${ID(12)} NOT NULL,
      talkMs BIGINT NULL,
      rating INT NULL,
      words TEXT NOT NULL,
      reason VARCHAR(200) NOT NULL,
      PRIMARY KEY (followUpId, attemptNo),
      INDEX follow_up_attempts_by_call (callId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE follow_up_attempts');
  await runner.query('DROP TABLE follow_ups');
}
