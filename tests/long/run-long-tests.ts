import { join } from 'node:path';
import { startVitest } from 'vitest/node';

/** `npm run test:long [-- part-of-a-name]` */
const vitest = await startVitest('test', process.argv.slice(2), {
  config: join(import.meta.dirname, 'vitest.config.ts'),
  watch: false,
});
await vitest.close();
