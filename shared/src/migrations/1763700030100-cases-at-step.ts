import type { QueryRunner } from 'typeorm';

/** Cases at a step, the longest first: the dispatcher's board, what is stuck, what a department has to accept. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE INDEX cases_at_step ON cases (typeKey, stepKey, stepSinceMs)');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP INDEX cases_at_step ON cases');
}
