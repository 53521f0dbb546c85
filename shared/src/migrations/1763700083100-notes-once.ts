import type { QueryRunner } from 'typeorm';

/** A note that is sent again is the same note, also when nobody remembers the request any more. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE case_events
      ADD COLUMN noteId VARCHAR(40) GENERATED ALWAYS AS (JSON_VALUE(data, '$.noteId')) VIRTUAL,
      ADD UNIQUE KEY case_events_note (noteId)`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE case_events DROP KEY case_events_note, DROP COLUMN noteId');
}
