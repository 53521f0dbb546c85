import { Readable } from 'node:stream';
import { type Connection, createConnection } from 'mysql2/promise';
import type { EntitySchema } from 'typeorm';

/** Writes very many rows by LOAD DATA, which is several times faster than INSERT. */
export interface Loader {
  load<Row extends object>(schema: EntitySchema<Row>, rows: readonly NoInfer<Row>[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Throws at the first load when the database does not accept files from clients (MySQL: `SET GLOBAL local_infile = 1`).
 */
export async function openLoader(databaseUrl: string): Promise<Loader> {
  const connection: Connection = await createConnection({
    uri: databaseUrl.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4',
    flags: ['+LOCAL_FILES'],
  });
  // Keys of made-up rows are known to be new.
  await connection.query('SET unique_checks = 0, foreign_key_checks = 0');
  return {
    async load(schema, rows) {
      const { tableName, columns } = schema.options;
      const names = Object.keys(columns) as (keyof (typeof rows)[number] & string)[];
      if (rows.length === 0) return;
      const lines = function* () {
        for (let start = 0; start < rows.length; start += 2000) {
          let text = '';
          for (const row of rows.slice(start, start + 2000)) {
            for (const [i, name] of names.entries()) text += (i === 0 ? '' : '\t') + field(row[name]);
            text += '\n';
          }
          yield Buffer.from(text);
        }
      };
      await connection.query({
        sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${tableName} CHARACTER SET utf8mb4
          (${names.map((name) => `\`${name}\``).join(',')})`,
        infileStreamFactory: () => Readable.from(lines()),
      });
    },
    close: () => connection.end(),
  };
}

const escapes: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\\': '\\\\' };
function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[\t\n\\]/.test(text) ? text.replace(/[\t\n\\]/g, (found) => escapes[found] ?? '') : text;
}
