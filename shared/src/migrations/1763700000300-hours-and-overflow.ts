import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const sent = (length: number) => `VARCHAR(${length}) COLLATE utf8mb4_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

const tables: Record<string, string> = {
  opening_hours: `
    hoursId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    nameEn VARCHAR(64) NOT NULL,
    weekly JSON NOT NULL,
    holiday JSON NULL,
    makeUp JSON NULL`,
  public_days: `
    date ${id(10)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    nameEn VARCHAR(64) NOT NULL,
    isWorking BOOLEAN NOT NULL`,
  special_days: `
    date ${id(10)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    nameEn VARCHAR(64) NOT NULL,
    spans JSON NOT NULL`,
  queue_overflow: `
    queueId ${id(40)} NOT NULL PRIMARY KEY,
    hoursId ${id(40)} NULL,
    closed JSON NOT NULL,
    overflow JSON NOT NULL`,
  queue_entries: `
    callId ${id(64)} NOT NULL,
    entryNo INT NOT NULL,
    queueId ${id(40)} NOT NULL,
    enteredAtMs BIGINT NOT NULL,
    leftAtMs BIGINT NULL,
    \`left\` ${id(16)} NULL,
    why ${id(40)} NOT NULL DEFAULT '',
    PRIMARY KEY (callId, entryNo),
    INDEX entries_of_queue (queueId, enteredAtMs)`,
  voicemails: `
    voicemailId ${id(64)} NOT NULL PRIMARY KEY,
    callId ${id(64)} NOT NULL,
    queueId ${id(40)} NOT NULL,
    callerNumber ${sent(64)} NOT NULL DEFAULT '',
    customerId ${id(40)} NULL,
    customerName VARCHAR(64) NULL,
    leftAtMs BIGINT NOT NULL,
    state ${id(16)} NOT NULL DEFAULT 'new',
    takenBy ${id(10)} NULL,
    takenAtMs BIGINT NULL,
    doneAtMs BIGINT NULL,
    note VARCHAR(2000) NOT NULL DEFAULT '',
    INDEX voicemails_by_state (state, leftAtMs)`,
};

/** Opening hours, holidays, where calls go that a queue does not take, and the messages callers leave. */
export async function up(runner: QueryRunner): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await runner.query(`CREATE TABLE ${table} (${columns}\n) ${options}`);
  }
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of Object.keys(tables).reverse()) await runner.query(`DROP TABLE ${table}`);
}
