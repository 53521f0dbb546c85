import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever a matter is given to is told by a message. */
export class MessagesOfMatters1763700005500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE messages ADD COLUMN matterId VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE messages DROP COLUMN matterId');
  }
}
