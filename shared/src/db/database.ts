import { DataSource } from 'typeorm';
import { FirstTables1763700000000 } from './migrations/1763700000000-first-tables.ts';
import { RoutingSettings1763700000100 } from './migrations/1763700000100-routing-settings.ts';
import { HoursAndOverflow1763700000300 } from './migrations/1763700000300-hours-and-overflow.ts';
import { WaitingAndCallbacks1763700000400 } from './migrations/1763700000400-waiting-and-callbacks.ts';
import { MenusAndPrompts1763700000600 } from './migrations/1763700000600-menus-and-prompts.ts';
import { FairShare1763700000700 } from './migrations/1763700000700-fair-share.ts';
import { QueuePrompts1763700000750 } from './migrations/1763700000750-queue-prompts.ts';
import { LegQualities1763700000850 } from './migrations/1763700000850-leg-qualities.ts';
import { OutboundAndVotes1763700001100 } from './migrations/1763700001100-outbound-and-votes.ts';
import { ScriptsAndArticles1763700001200 } from './migrations/1763700001200-scripts-and-articles.ts';
import { Figures1763700001500 } from './migrations/1763700001500-figures.ts';
import { CustomerFiles1763700002000 } from './migrations/1763700002000-customer-files.ts';
import { Legs1763700001600 } from './migrations/1763700001600-legs.ts';
import { LiveRoom1763700001300 } from './migrations/1763700001300-live-room.ts';
import { SeatTimes1763700001700 } from './migrations/1763700001700-seat-times.ts';
import { Recordings1763700002100 } from './migrations/1763700002100-recordings.ts';
import { CallNotes1763700002200 } from './migrations/1763700002200-call-notes.ts';
import { PhoneBar1763700002300 } from './migrations/1763700002300-phone-bar.ts';
import { DeskPhones1763700002400 } from './migrations/1763700002400-desk-phones.ts';
import { ReportNotes1763700001800 } from './migrations/1763700001800-report-notes.ts';
import { ReportMails1763700005100 } from './migrations/1763700005100-report-mails.ts';
import { MergedCustomers1763700003000 } from './migrations/1763700003000-merged-customers.ts';
import { QueueMusic1763700005200 } from './migrations/1763700005200-queue-music.ts';
import { MatterNotes1763700005300 } from './migrations/1763700005300-matter-notes.ts';
import { MessagesOfMatters1763700005500 } from './migrations/1763700005500-messages-of-matters.ts';
import { WithheldCallers1763700006400 } from './migrations/1763700006400-withheld-callers.ts';
import { OwnPasswords1763700005600 } from './migrations/1763700005600-own-passwords.ts';
import { RefusedRecipients1763700005400 } from './migrations/1763700005400-refused-recipients.ts';
import { NotReadyTimes1763700003100 } from './migrations/1763700003100-not-ready-times.ts';
import { LegsBySeat1763700003200 } from './migrations/1763700003200-legs-by-seat.ts';
import { OpenWrapUps1763700009080 } from './migrations/1763700009080-open-wrap-ups.ts';
import * as tables from '../tables/index.ts';

/**
 * Opens a pool of connections. Times go in and out as BIGINT ms, so no time zone is ever applied to them.
 * Throws what the driver throws when nobody answers at the address.
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
    entities: Object.values(tables).flatMap((feature) => Object.values(feature)),
    migrations: [
      FirstTables1763700000000,
      RoutingSettings1763700000100,
      HoursAndOverflow1763700000300,
      WaitingAndCallbacks1763700000400,
      MenusAndPrompts1763700000600,
      Figures1763700001500,
      Legs1763700001600,
      SeatTimes1763700001700,
      ReportNotes1763700001800,
      FairShare1763700000700,
      QueuePrompts1763700000750,
      LegQualities1763700000850,
      OutboundAndVotes1763700001100,
      ScriptsAndArticles1763700001200,
      CustomerFiles1763700002000,
      LiveRoom1763700001300,
      Recordings1763700002100,
      CallNotes1763700002200,
      PhoneBar1763700002300,
      DeskPhones1763700002400,
      ReportMails1763700005100,
      MergedCustomers1763700003000,
      NotReadyTimes1763700003100,
      LegsBySeat1763700003200,
      QueueMusic1763700005200,
      MatterNotes1763700005300,
      RefusedRecipients1763700005400,
      MessagesOfMatters1763700005500,
      OpenWrapUps1763700009080,
      WithheldCallers1763700006400,
      OwnPasswords1763700005600,
    ],
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
