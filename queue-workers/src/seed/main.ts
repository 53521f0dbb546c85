import { readEnvironment } from '@sansheng/config/environment';
import { migrate, openDatabase } from '@sansheng/shared/db';
import { seedDemonstration, serviceDeskExamples } from './seed-demonstration.ts';

/*
 * Brings the tables up to date; a demonstration center is filled when it is empty, `--cases`: with a service desk at work.
 * Run before server and workers.
 */
const env = readEnvironment();
const more = process.argv.includes('--cases') ? serviceDeskExamples(env.CENTER_TIME_ZONE) : [];
const db = await openDatabase(env.DATABASE_URL, { poolSize: 2 });
try {
  await migrate(db);
  const isNew = env.DEMONSTRATION && (await seedDemonstration(db, Date.now(), more));
  console.log(isNew ? 'tables up to date, demonstration center filled' : 'tables up to date');
} finally {
  await db.destroy();
}
