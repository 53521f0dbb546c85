import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What seats are still to write up; a table of its own, for a call may have one of each of its seats. */
export class OpenWrapUps1763700009080 implements MigrationInterface {
  readonly name = 'OpenWrapUps1763700009080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE open_wrap_ups (
      callId VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      agentId VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      startedAtMs BIGINT NOT NULL,
      PRIMARY KEY (callId, agentId),
      INDEX open_wrap_ups_of_seat (agentId, startedAtMs)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE open_wrap_ups');
  }
}
