import type { QueryRunner } from 'typeorm';

/** Passwords are people's own; and the link by which the first administrator comes in. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE accounts ADD COLUMN mustChangePassword BOOLEAN NOT NULL DEFAULT FALSE');
  await runner.query(`CREATE TABLE set_up_links (
    tokenHash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    endsAtMs BIGINT NOT NULL
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE set_up_links');
  await runner.query('ALTER TABLE accounts DROP COLUMN mustChangePassword');
}
