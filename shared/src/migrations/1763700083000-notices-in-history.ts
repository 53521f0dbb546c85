import type { QueryRunner } from 'typeorm';

/** What became of a notice is entered in the history of its case, once. Of those before nothing is entered afterwards. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE notices
      ADD COLUMN isEntered BOOLEAN NOT NULL DEFAULT FALSE,
      ADD INDEX notices_to_enter (isEntered, settledAtMs)`);
  await runner.query('UPDATE notices SET isEntered = TRUE WHERE settledAtMs IS NOT NULL');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE notices DROP INDEX notices_to_enter, DROP COLUMN isEntered');
}
