import type { QueryRunner } from 'typeorm';

const withheld = `LOWER(%) IN ('anonymous', 'unavailable', 'restricted', 'private', 'unknown', 'withheld', 'unassigned')`;
const isWithheld = (column: string) => withheld.replace('%', column);

/** A caller who withholds the number has none in the records, and nobody can call them back. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`UPDATE callbacks SET state = 'struckOff', settledAtMs = sinceMs
    WHERE ${isWithheld('number')} AND state IN ('open', 'claimed', 'repeated')`);
  for (const table of ['calls', 'voicemails'])
    await runner.query(`UPDATE ${table} SET callerNumber = '' WHERE ${isWithheld('callerNumber')}`);
}

/** Nothing to undo: what the carriers called them is still in the events. */
export async function down(): Promise<void> {}
