import { expect, it } from 'vitest';
import { migrate } from '@sansheng/shared/db';
import { aRecordsCenter } from './records-center.ts';

/** As databases remember them, in order: what stands here is in use, and is neither renamed nor taken away. */
const applied = [
  'FirstTables1763700000000',
  'RoutingSettings1763700000100',
  'HoursAndOverflow1763700000300',
  'WaitingAndCallbacks1763700000400',
  'MenusAndPrompts1763700000600',
  'FairShare1763700000700',
  'QueuePrompts1763700000750',
  'LegQualities1763700000850',
  'OutboundAndVotes1763700001100',
  'ScriptsAndArticles1763700001200',
  'LiveRoom1763700001300',
  'Figures1763700001500',
  'Legs1763700001600',
  'SeatTimes1763700001700',
  'ReportNotes1763700001800',
  'CustomerFiles1763700002000',
  'Recordings1763700002100',
  'CallNotes1763700002200',
  'PhoneBar1763700002300',
  'DeskPhones1763700002400',
  'MergedCustomers1763700003000',
  'NotReadyTimes1763700003100',
  'LegsBySeat1763700003200',
  'ReportMails1763700005100',
  'QueueMusic1763700005200',
  'MatterNotes1763700005300',
  'RefusedRecipients1763700005400',
  'MessagesOfMatters1763700005500',
  'OwnPasswords1763700005600',
  'WithheldCallers1763700006400',
  'OpenWrapUps1763700009080',
  'Cases1763700010000',
];

it('finds every migration in its folder, under the name that older databases know', async () => {
  const center = await aRecordsCenter();
  try {
    const names = ((await center.db.query('SELECT name FROM migrations ORDER BY id')) as { name: string }[]).map(
      ({ name }) => name,
    );
    expect(names.slice(0, applied.length)).toEqual(applied);
  } finally {
    await center.close();
  }
});

it('changes nothing in a database that an older release has migrated', async () => {
  const center = await aRecordsCenter();
  try {
    const tables = async () => (await center.db.query('SHOW TABLES')) as object[];
    for (const table of await tables()) {
      const [name] = Object.values(table) as string[];
      if (name !== 'migrations') await center.db.query(`DROP TABLE \`${name}\``);
    }
    await migrate(center.db);
    expect(await tables()).toHaveLength(1);
  } finally {
    await center.close();
  }
});
