import { join } from 'node:path';

/** Settings for what needs no Asterisk, which is said to be elsewhere. `dataDir`: the stack's own. */
export const withoutAsterisk = (dataDir: string) => ({
  ASTERISK_HTTP_URL: 'http://127.0.0.1:9',
  ARI_USER: 'none',
  ARI_PASSWORD: 'none',
  AMI_USER: 'none',
  AMI_PASSWORD: 'none',
  RECORDING_SPOOL: join(dataDir, 'spool'),
  RECORDING_STORE: join(dataDir, 'recordings'),
});
