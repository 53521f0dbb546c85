import { DataSource } from 'typeorm';
import { readMigrations } from './read-migrations.ts';
import { readTables } from './read-tables.ts';

/**
 * Opens a pool of connections. Times go in and out as BIGINT ms, so no time zone is ever applied to them. Throws the
 * driver's error when nothing answers at the address.
 */
export async function openDatabase(databaseUrl: string, { poolSize = 10 } = {}): Promise<DataSource> {
  const db = new DataSource({
    type: 'mysql',
    url: databaseUrl.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4',
    timezone: 'Z',
    // Times fit into a double until the year 287396, so BIGINT comes as a number.
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize,
    connectTimeout: 5000,
    extra: { enableKeepAlive: true, keepAliveInitialDelay: 10_000 },
    entities: await readTables(),
    migrations: await readMigrations(),
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
  });
  return db.initialize();
}

/** Brings the tables up to date. A lock in the database lets several processes start at once. */
export async function migrate(db: DataSource): Promise<void> {
  const lockName = 'sansheng-migrate';
  const holder = db.createQueryRunner();
  try {
    const [{ locked }] = (await holder.query('SELECT GET_LOCK(?, 60) AS locked', [lockName])) as [{ locked: number }];
    if (locked !== 1) throw new Error('another process has been migrating the database for a minute');
    try {
      // MySQL and MariaDB commit at each DDL statement, so a transaction around them would promise too much.
      await db.runMigrations({ transaction: 'none' });
    } finally {
      await holder.query('SELECT RELEASE_LOCK(?)', [lockName]);
    }
  } finally {
    await holder.release();
  }
}
