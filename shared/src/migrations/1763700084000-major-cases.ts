import type { QueryRunner } from 'typeorm';

/** Major cases are few; whether one of them waits is asked every few seconds. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE cases ADD INDEX cases_of_grade (isOver, grade)');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE cases DROP INDEX cases_of_grade');
}
