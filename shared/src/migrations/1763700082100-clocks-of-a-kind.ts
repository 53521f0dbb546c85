import type { QueryRunner } from 'typeorm';

/** Whether somebody is in danger is asked every few seconds: by the clock of it that runs. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE case_clocks ADD INDEX case_clocks_of_kind (clockKey, stoppedAtMs)');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE case_clocks DROP INDEX case_clocks_of_kind');
}
