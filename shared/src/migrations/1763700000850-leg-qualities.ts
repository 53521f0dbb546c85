import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** How each leg of a call sounded at its seat. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE leg_qualities (
    callId ${id(64)} NOT NULL,
    offerGen INT NOT NULL,
    agentId ${id(10)} NOT NULL,
    mos DOUBLE NOT NULL,
    lowestMos DOUBLE NOT NULL,
    lostShare DOUBLE NOT NULL,
    sentLostShare DOUBLE NOT NULL,
    jitterMs INT NOT NULL,
    roundTripMs INT NULL,
    soundLostMs INT NOT NULL,
    measuredMs INT NOT NULL,
    PRIMARY KEY (callId, offerGen, agentId)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE leg_qualities');
}
