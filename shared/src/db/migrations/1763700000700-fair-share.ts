import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which proportion a seat takes the calls of its queues; none has a share at first, calls go by arrival. */
export class FairShare1763700000700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queues ADD fairShare INT NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queues DROP COLUMN fairShare');
  }
}
