import type { QueryRunner } from 'typeorm';

/** What seats are still to write up; a table of its own, for a call may have one of each of its seats. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE open_wrap_ups (
    callId VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    agentId VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    startedAtMs BIGINT NOT NULL,
    PRIMARY KEY (callId, agentId),
    INDEX open_wrap_ups_of_seat (agentId, startedAtMs)
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE open_wrap_ups');
}
