import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Files of cases; the bytes are in the store of the recordings. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE case_attachments (
    attachmentId ${ID(40)} NOT NULL,
    caseId ${ID(40)} NOT NULL,
    name VARCHAR(128) NOT NULL,
    mediaType ${ID(80)} NOT NULL,
    bytes INT NOT NULL,
    sha256 ${ID(64)} NOT NULL,
    visibility ${ID(12)} NOT NULL,
    addedAtMs BIGINT NOT NULL,
    PRIMARY KEY (attachmentId),
    INDEX case_attachments_of_case (caseId)
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE case_attachments');
}
