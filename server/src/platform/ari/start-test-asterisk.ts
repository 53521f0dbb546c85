import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningStack, startStack } from '@sansheng/config/stack';

export interface TestAsterisk {
  stack: RunningStack;
  /** What createAriClient needs of it, with the application that its trunk's calls go to. */
  ari: { baseUrl: string; user: string; password: string; app: string };
  stop(): Promise<void>;
}

/** An Asterisk of its own for one test file, without Redis and MariaDB. */
export async function startTestAsterisk(): Promise<TestAsterisk> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sansheng-asterisk-'));
  const stack = await startStack({
    dataDir,
    ports: 'free',
    given: { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none' },
  });
  const { ASTERISK_HTTP_URL = '', ARI_USER = '', ARI_PASSWORD = '' } = stack.environment;
  return {
    stack,
    ari: { baseUrl: ASTERISK_HTTP_URL, user: ARI_USER, password: ARI_PASSWORD, app: 'sansheng' },
    async stop() {
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
