import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

const tables: Record<string, string> = {
  legal_holds: `
    callId ${id(64)} NOT NULL PRIMARY KEY,
    reason VARCHAR(200) NOT NULL,
    setBy ${id(10)} NOT NULL,
    setAtMs BIGINT NOT NULL`,
  recording_comments: `
    commentId ${id(40)} NOT NULL PRIMARY KEY,
    recordingId ${id(64)} NOT NULL,
    offsetMs INT NOT NULL,
    text VARCHAR(500) NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    writtenAtMs BIGINT NOT NULL,
    INDEX comments_of_recording (recordingId, offsetMs)`,
  recording_faults: `
    faultId VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
    kind ${id(16)} NOT NULL,
    callId ${id(64)} NULL,
    bytes BIGINT NULL,
    atMs BIGINT NULL,
    foundAtMs BIGINT NOT NULL,
    PRIMARY KEY (faultId),
    INDEX faults_by_kind (kind)`,
};

/** How long recordings are kept, what holds them, what is said about them, and what the check of them found. */
export async function up(runner: QueryRunner): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await runner.query(`CREATE TABLE ${table} (${columns}\n) ${options}`);
  }
  await runner.query(
    'ALTER TABLE recordings ADD COLUMN deletedAtMs BIGINT NULL, ADD INDEX recordings_by_age (state, startedAtMs)',
  );
  await runner.query('ALTER TABLE queues ADD COLUMN recordingDays INT NOT NULL DEFAULT 0');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE queues DROP COLUMN recordingDays');
  await runner.query('ALTER TABLE recordings DROP COLUMN deletedAtMs, DROP INDEX recordings_by_age');
  for (const table of Object.keys(tables).reverse()) await runner.query(`DROP TABLE ${table}`);
}
