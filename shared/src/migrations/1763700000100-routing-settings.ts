import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Strategy, skills, own seat, borrowing: what routing chooses by. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE queues
    ADD strategy ${id(16)} NOT NULL DEFAULT 'longestIdle',
    ADD seatsAtOnce INT NOT NULL DEFAULT 1,
    ADD headStartSeconds INT NOT NULL DEFAULT 0,
    ADD ownSeatWaitSeconds INT NOT NULL DEFAULT 0,
    ADD wrapUpMode ${id(16)} NOT NULL DEFAULT 'limited',
    ADD needs JSON NOT NULL DEFAULT (JSON_ARRAY()),
    ADD tierPriorities JSON NOT NULL DEFAULT (JSON_OBJECT()),
    ADD borrowFrom JSON NOT NULL DEFAULT (JSON_ARRAY()),
    ADD borrowAfterSeconds INT NOT NULL DEFAULT 0`);
  await runner.query('ALTER TABLE hotlines ADD priority INT NULL');
  await runner.query('ALTER TABLE queue_members ADD turn INT NOT NULL DEFAULT 0');
  await runner.query(`CREATE TABLE skills (
    skillId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    nameEn VARCHAR(64) NOT NULL
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  await runner.query(`CREATE TABLE agent_skills (
    employeeNo ${id(10)} NOT NULL,
    skillId ${id(40)} NOT NULL,
    level INT NOT NULL,
    PRIMARY KEY (employeeNo, skillId)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE agent_skills');
  await runner.query('DROP TABLE skills');
  await runner.query('ALTER TABLE hotlines DROP COLUMN priority');
  await runner.query('ALTER TABLE queue_members DROP COLUMN turn');
  await runner.query(`ALTER TABLE queues DROP COLUMN strategy, DROP COLUMN seatsAtOnce, DROP COLUMN headStartSeconds,
    DROP COLUMN ownSeatWaitSeconds, DROP COLUMN wrapUpMode, DROP COLUMN needs, DROP COLUMN tierPriorities, DROP COLUMN borrowFrom, DROP COLUMN borrowAfterSeconds`);
}
