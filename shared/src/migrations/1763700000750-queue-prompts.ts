import type { QueryRunner } from 'typeorm';

/** What a queue says in words of its own, by prompts of the library; at first the center's own words. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues ADD prompts JSON NOT NULL DEFAULT (JSON_OBJECT())');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues DROP COLUMN prompts');
}
