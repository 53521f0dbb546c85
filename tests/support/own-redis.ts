import { join } from 'node:path';
import { dataHome, type Step } from '@sansheng/config/stack';
import { makePartFolders } from '@sansheng/config/stack/part-folders';
import { findFreeTcpPort } from '@sansheng/config/stack/ports';
import { findPrograms } from '@sansheng/config/stack/programs';
import { makeRedis } from '@sansheng/config/stack/redis';
import { runStep } from '@sansheng/config/stack/steps';
import { Redis } from 'ioredis';

/** An empty Redis of its own on a free port, set up as the center's own, for measurements. `name` is its data folder's. */
export async function startOwnRedis(name: string, onStep: (step: Step) => void) {
  const found = await runStep(onStep, 'Programs', async (progress) => {
    const { programs, detail } = await findPrograms(dataHome, progress);
    return { value: programs, detail };
  });
  const folders = await makePartFolders(join(dataHome, name));
  const [port, password] = [await findFreeTcpPort(), name];
  const server = await makeRedis(found, folders, { port, password });
  await runStep(onStep, 'Redis', async () => {
    await server.start();
    return { value: undefined, detail: `port ${port}` };
  });
  const url = `redis://:${password}@127.0.0.1:${port}/0`;
  const redis = new Redis(url);
  await redis.flushall();
  return {
    url,
    redis,
    async stop(): Promise<void> {
      redis.disconnect();
      await server.stop();
    },
  };
}
