import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { theStack } from './the-stack.ts';

const seedMain = join(import.meta.dirname, '../../queue-workers/src/seed/main.ts');

/** A database of its own beside that of the other stories, filled as `npm start` fills it: with a service desk at work. */
export async function aDemonstrationDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { environment } = theStack();
  const url = new URL(environment.DATABASE_URL ?? '');
  const admin = await createConnection(url.href);
  const name = `${url.pathname.slice(1)}_${randomBytes(5).toString('hex')}`;
  await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
  url.pathname = `/${name}`;
  const env = { ...process.env, ...environment, NODE_ENV: 'test', DEMONSTRATION: 'true', DATABASE_URL: url.href };
  await promisify(execFile)(process.execPath, [seedMain, '--cases'], { env });
  return {
    url: url.href,
    drop: async () => {
      await admin.query(`DROP DATABASE \`${name}\``);
      await admin.end();
    },
  };
}
