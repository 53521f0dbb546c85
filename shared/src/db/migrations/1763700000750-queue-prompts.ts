import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a queue says in words of its own, by prompts of the library; at first the center's own words. */
export class QueuePrompts1763700000750 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queues ADD prompts JSON NOT NULL DEFAULT (JSON_OBJECT())');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queues DROP COLUMN prompts');
  }
}
