import { readEnvironment } from '@sansheng/config/environment';
import { migrate, openDatabase } from '@sansheng/shared/db';
import { seedDemonstration } from './seed-demonstration.ts';

/* Brings the tables up to date; a demonstration center is filled when it is empty. Run before server and workers. */
const env = readEnvironment();
const db = await openDatabase(env.DATABASE_URL, { poolSize: 2 });
try {
  await migrate(db);
  const isNew = env.DEMONSTRATION && (await seedDemonstration(db, Date.now()));
  console.log(isNew ? 'tables up to date, demonstration center filled' : 'tables up to date');
} finally {
  await db.destroy();
}
