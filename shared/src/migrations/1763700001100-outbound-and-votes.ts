import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

/** Calls that seats place: who may dial what, whom nobody dials; recording by consent; the vote after the talk. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE queues
    ADD callerNumber ${id(21)} NOT NULL DEFAULT '',
    ADD isRecorded BOOLEAN NOT NULL DEFAULT TRUE,
    ADD saysSeatNumber BOOLEAN NOT NULL DEFAULT FALSE,
    ADD asksVote BOOLEAN NOT NULL DEFAULT FALSE`);
  await runner.query(`CREATE TABLE recording_refusals (
    customerId ${id(40)} NOT NULL PRIMARY KEY,
    setBy ${id(10)} NOT NULL,
    setAtMs BIGINT NOT NULL
  ) ${table}`);
  await runner.query('ALTER TABLE calls ADD vote TINYINT NULL');
  await runner.query(`CREATE TABLE dialing_rules (
    role ${id(32)} NOT NULL PRIMARY KEY,
    isHomeAllowed BOOLEAN NOT NULL,
    prefixes JSON NOT NULL,
    denied JSON NOT NULL
  ) ${table}`);
  // Whoever may have a seat dials ordinary numbers of the country; abroad and short numbers are opened by an administrator.
  await runner.query(`INSERT INTO dialing_rules (role, isHomeAllowed, prefixes, denied) VALUES
    ('agent', TRUE, '[]', '[]'), ('lead', TRUE, '[]', '[]'), ('complaint_handler', TRUE, '[]', '[]'),
    ('info_desk', TRUE, '[]', '[]'), ('telesales', TRUE, '[]', '[]')`);
  await runner.query(`CREATE TABLE outbound_settings (
    settingsId ${id(16)} NOT NULL PRIMARY KEY,
    callerNumber ${id(21)} NOT NULL DEFAULT '',
    perMinute INT NOT NULL DEFAULT 1,
    perHour INT NOT NULL DEFAULT 5,
    perDay INT NOT NULL DEFAULT 20,
    pauseLimitSeconds INT NOT NULL DEFAULT 120
  ) ${table}`);
  await runner.query(`INSERT INTO outbound_settings (settingsId) VALUES ('center')`);
  await runner.query(`CREATE TABLE do_not_call (
    number ${id(64)} NOT NULL PRIMARY KEY,
    reason VARCHAR(200) NOT NULL,
    addedBy ${id(10)} NOT NULL,
    addedAtMs BIGINT NOT NULL
  ) ${table}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const name of ['do_not_call', 'outbound_settings', 'dialing_rules', 'recording_refusals']) {
    await runner.query(`DROP TABLE ${name}`);
  }
  await runner.query('ALTER TABLE calls DROP COLUMN vote');
  await runner.query(`ALTER TABLE queues DROP COLUMN callerNumber, DROP COLUMN isRecorded, DROP COLUMN saysSeatNumber,
    DROP COLUMN asksVote`);
}
