import type { QueryRunner } from 'typeorm';

/** A rule may hold for one area, with all that lies in it. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(
    'ALTER TABLE dispatch_rules ADD areaId VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER areaKinds',
  );
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE dispatch_rules DROP areaId');
}
