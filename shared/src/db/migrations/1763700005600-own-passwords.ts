import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passwords are people's own; and the link by which the first administrator comes in. */
export class OwnPasswords1763700005600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts ADD COLUMN mustChangePassword BOOLEAN NOT NULL DEFAULT FALSE');
    await runner.query(`CREATE TABLE set_up_links (
      tokenHash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      endsAtMs BIGINT NOT NULL
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE set_up_links');
    await runner.query('ALTER TABLE accounts DROP COLUMN mustChangePassword');
  }
}
