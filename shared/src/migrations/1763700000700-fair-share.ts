import type { QueryRunner } from 'typeorm';

/** In which proportion a seat takes the calls of its queues; none has a share at first, calls go by arrival. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues ADD fairShare INT NOT NULL DEFAULT 0');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues DROP COLUMN fairShare');
}
