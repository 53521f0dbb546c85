import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

/** What a seat says when it answers, by queue; and what it looks up while talking. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE call_scripts (
    queueId ${id(40)} NOT NULL PRIMARY KEY,
    ordinary VARCHAR(1000) NOT NULL,
    returningCustomer VARCHAR(1000) NOT NULL,
    holiday VARCHAR(1000) NOT NULL
  ) ${table}`);
  await runner.query(`CREATE TABLE articles (
    articleId ${id(40)} NOT NULL PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    keywords VARCHAR(400) NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    isActive BOOLEAN NOT NULL DEFAULT TRUE,
    updatedBy ${id(10)} NOT NULL,
    updatedAtMs BIGINT NOT NULL,
    INDEX articles_newest (isActive, updatedAtMs)
  ) ${table}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE articles');
  await runner.query('DROP TABLE call_scripts');
}
