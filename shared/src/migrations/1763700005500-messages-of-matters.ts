import type { QueryRunner } from 'typeorm';

/** Whoever a matter is given to is told by a message. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE messages ADD COLUMN matterId VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE messages DROP COLUMN matterId');
}
