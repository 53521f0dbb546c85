import { readEnvironment } from '@sansheng/config/environment';
import { openDatabase } from '@sansheng/shared/db';
import { makeSetUpLink } from './make-set-up-link.ts';

/* Prints the path of the page on which the first administrator account is created; nothing if there already is one. */
const env = readEnvironment();
const db = await openDatabase(env.DATABASE_URL, { poolSize: 2 });
try {
  const token = await makeSetUpLink(db, Date.now());
  // After the #: no server and no server log gets to see it.
  if (token !== null) console.log(`/set-up#${token}`);
} finally {
  await db.destroy();
}
