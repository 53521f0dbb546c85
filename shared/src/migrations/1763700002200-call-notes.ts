import type { QueryRunner } from 'typeorm';
import { wordsOfNote } from '../domain/note-words.ts';

const CALLS_AT_ONCE = 2000;

/** Notes are searched in a table of their own: most calls have none, and the index does not slow the calls down. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE call_notes (
    callId VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    words MEDIUMTEXT CHARACTER SET ascii NOT NULL,
    FULLTEXT INDEX notes_by_words (words)
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  for (let after = ''; ; ) {
    const calls: { callId: string; note: string }[] = await runner.query(
      `SELECT callId, note FROM calls WHERE callId > ? AND note <> '' ORDER BY callId LIMIT ?`,
      [after, CALLS_AT_ONCE],
    );
    const last = calls.at(-1);
    if (last === undefined) return;
    after = last.callId;
    await runner.query('INSERT INTO call_notes (callId, words) VALUES ?', [
      calls.map(({ callId, note }) => [callId, wordsOfNote(note)]),
    ]);
  }
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE call_notes');
}
