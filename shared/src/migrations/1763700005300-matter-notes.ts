import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** What happens to a matter, and the call it came up in. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE matters
    ADD COLUMN callId ${id(64)} NULL,
    ADD COLUMN closedAtMs BIGINT NULL,
    ADD INDEX matters_of_owner (ownerId, status, dueAtMs),
    ADD INDEX matters_by_status (status, dueAtMs),
    ADD INDEX matters_of_call (callId)`);
  await runner.query(`CREATE TABLE matter_notes (
    noteId ${id(40)} NOT NULL PRIMARY KEY,
    matterId ${id(40)} NOT NULL,
    kind ${id(16)} NOT NULL,
    text VARCHAR(2000) NOT NULL,
    atMs BIGINT NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    toId ${id(10)} NULL,
    INDEX notes_of_matter (matterId, atMs)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE matter_notes');
  await runner.query(`ALTER TABLE matters DROP INDEX matters_of_owner, DROP INDEX matters_by_status,
    DROP INDEX matters_of_call, DROP COLUMN callId, DROP COLUMN closedAtMs`);
}
