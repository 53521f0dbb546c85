import type { QueryRunner } from 'typeorm';

/** Number of the case about which the customer had come before. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE cases ADD COLUMN repeatOf VARCHAR(32) NULL');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE cases DROP COLUMN repeatOf');
}
