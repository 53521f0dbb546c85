import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Passwords between the parts of one data folder, and the name of its Asterisk. */
export interface Secrets {
  redisPassword: string;
  databasePassword: string;
  ariPassword: string;
  amiPassword: string;
  /** Six bytes as Asterisk writes them, 02:xx:... */
  asteriskEntityId: string;
}

/** Reads the secrets of a data folder; at the first start makes them at random, readable by the owner only. */
export async function readOrMakeSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as Secrets;
  const makePassword = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = {
    redisPassword: makePassword(),
    databasePassword: makePassword(),
    ariPassword: makePassword(),
    amiPassword: makePassword(),
    asteriskEntityId: ['02', ...Array.from(randomBytes(5), (byte) => byte.toString(16).padStart(2, '0'))].join(':'),
  };
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
