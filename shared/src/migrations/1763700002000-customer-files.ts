import type { QueryRunner } from 'typeorm';
import { readName } from '../db/name-in-letters.ts';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';
const NAMES_AT_ONCE = 2000;

const tables: Record<string, string> = {
  // The name in letters stands in the key, so that the customers of a tag are listed and searched by name from the
  // index.
  customer_tags: `
    tag VARCHAR(32) COLLATE utf8mb4_bin NOT NULL,
    pinyin ${id(160)} NOT NULL,
    customerId ${id(40)} NOT NULL,
    PRIMARY KEY (tag, pinyin, customerId),
    INDEX tags_of_customer (customerId)`,
  customer_merges: `
    mergeId ${id(40)} NOT NULL PRIMARY KEY,
    keptId ${id(40)} NOT NULL,
    mergedId ${id(40)} NOT NULL,
    mergedName VARCHAR(64) NOT NULL,
    atMs BIGINT NOT NULL,
    \`by\` ${id(10)} NOT NULL,
    undoneAtMs BIGINT NULL,
    moved JSON NOT NULL,
    INDEX merges_into (keptId, atMs),
    INDEX merges_of (mergedId)`,
  customer_imports: `
    importId ${id(40)} NOT NULL PRIMARY KEY,
    fileName VARCHAR(255) NOT NULL,
    file MEDIUMBLOB NULL,
    state ${id(16)} NOT NULL,
    policy ${id(16)} NOT NULL,
    \`by\` ${id(10)} NOT NULL,
    atMs BIGINT NOT NULL,
    \`lines\` INT NOT NULL DEFAULT 0,
    linesDone INT NOT NULL DEFAULT 0,
    added INT NOT NULL DEFAULT 0,
    changed INT NOT NULL DEFAULT 0,
    skipped INT NOT NULL DEFAULT 0,
    faulty INT NOT NULL DEFAULT 0,
    failure ${id(24)} NULL,
    faults JSON NOT NULL,
    INDEX imports_by_time (atMs)`,
};

/** Several addresses, owner, confidentiality; search by name in letters, by tag and by owner; merging; imports. */
export async function up(runner: QueryRunner): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await runner.query(`CREATE TABLE ${table} (${columns}\n) ${options}`);
  }
  await runner.query('ALTER TABLE customer_numbers ADD COLUMN position INT NOT NULL DEFAULT 0');
  await runner.query(`ALTER TABLE customers
    ADD COLUMN pinyin ${id(160)} NOT NULL DEFAULT '' AFTER name,
    ADD COLUMN initials ${id(64)} NOT NULL DEFAULT '' AFTER pinyin,
    ADD COLUMN addresses JSON NULL AFTER tier,
    ADD COLUMN ownerId ${id(10)} NULL AFTER note,
    ADD COLUMN confidentiality ${id(16)} NOT NULL DEFAULT 'ordinary' AFTER ownerId,
    ADD COLUMN mergedInto ${id(40)} NULL AFTER confidentiality`);
  await runner.query(`UPDATE customers SET addresses = IF(address = '', JSON_ARRAY(), JSON_ARRAY(address))`);
  await writeNamesInLetters(runner);
  await runner.query(`ALTER TABLE customers
    MODIFY COLUMN addresses JSON NOT NULL,
    DROP COLUMN address,
    ADD INDEX customers_by_pinyin (pinyin),
    ADD INDEX customers_by_initials (initials),
    ADD INDEX customers_by_change (updatedAtMs),
    ADD INDEX customers_of_owner (ownerId, updatedAtMs),
    ADD INDEX customers_merged_into (mergedInto)`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE customers ADD COLUMN address VARCHAR(256) NOT NULL DEFAULT '' AFTER tier`);
  await runner.query(`UPDATE customers SET address = COALESCE(JSON_UNQUOTE(JSON_EXTRACT(addresses, '$[0]')), '')`);
  await runner.query(`ALTER TABLE customers DROP COLUMN pinyin, DROP COLUMN initials, DROP COLUMN addresses,
    DROP COLUMN ownerId, DROP COLUMN confidentiality, DROP COLUMN mergedInto, DROP INDEX customers_by_change`);
  await runner.query('ALTER TABLE customer_numbers DROP COLUMN position');
  for (const table of Object.keys(tables).reverse()) await runner.query(`DROP TABLE ${table}`);
}

async function writeNamesInLetters(runner: QueryRunner): Promise<void> {
  for (let after = ''; ; ) {
    const rows: { customerId: string; name: string; tags: string | string[] }[] = await runner.query(
      'SELECT customerId, name, tags FROM customers WHERE customerId > ? ORDER BY customerId LIMIT ?',
      [after, NAMES_AT_ONCE],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.customerId;
    const inLetters = rows.map((row) => ({ ...row, ...readName(row.name) }));
    await runner.query(
      `UPDATE customers c JOIN (${inLetters.map(() => 'SELECT ? AS customerId, ? AS pinyin, ? AS initials').join(' UNION ALL ')}) n
       ON n.customerId = c.customerId SET c.pinyin = n.pinyin, c.initials = n.initials`,
      inLetters.flatMap(({ customerId, pinyin, initials }) => [customerId, pinyin, initials]),
    );
    const tagged = inLetters.flatMap(({ customerId, pinyin, tags }) =>
      [...new Set(typeof tags === 'string' ? (JSON.parse(tags) as string[]) : tags)].map((tag) => [
        tag,
        pinyin,
        customerId,
      ]),
    );
    if (tagged.length > 0) {
      await runner.query('INSERT INTO customer_tags (tag, pinyin, customerId) VALUES ?', [tagged]);
    }
  }
}
