import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** The legs of calls, so that each seat's work on a call is its own; transfers and consultations are figures. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE legs (
    callId ${id(64)} NOT NULL,
    legNo INT NOT NULL,
    kind ${id(16)} NOT NULL,
    who VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
    role ${id(16)} NOT NULL,
    addedBy ${id(10)} NOT NULL DEFAULT '',
    addedAtMs BIGINT NOT NULL,
    answeredAtMs BIGINT NULL,
    endedAtMs BIGINT NULL,
    \`end\` ${id(24)} NULL,
    ownedFromMs BIGINT NULL,
    talkMs BIGINT NULL,
    holdMs BIGINT NOT NULL DEFAULT 0,
    wrapUpMs BIGINT NULL,
    PRIMARY KEY (callId, legNo)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC`);
  await runner.query('ALTER TABLE calls ADD transfers INT NOT NULL DEFAULT 0');
  for (const table of ['figure_intervals', 'figure_days'])
    await runner.query(`ALTER TABLE ${table} ADD transferred INT NOT NULL DEFAULT 0,
      ADD transfers INT NOT NULL DEFAULT 0, ADD consulted INT NOT NULL DEFAULT 0, ADD consultMs BIGINT NOT NULL DEFAULT 0`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of ['figure_intervals', 'figure_days'])
    await runner.query(
      `ALTER TABLE ${table} DROP COLUMN transferred, DROP COLUMN transfers, DROP COLUMN consulted, DROP COLUMN consultMs`,
    );
  await runner.query('ALTER TABLE calls DROP COLUMN transfers');
  await runner.query('DROP TABLE legs');
}
