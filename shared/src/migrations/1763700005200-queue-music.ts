import type { QueryRunner } from 'typeorm';

/** What who waits in a queue hears, by prompts of the library; at first the music that comes with the center. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues ADD music JSON NOT NULL DEFAULT (JSON_ARRAY())');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues DROP COLUMN music');
}
