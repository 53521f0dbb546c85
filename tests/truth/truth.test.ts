import { it } from 'vitest';
import { tellTheTruth } from './tell-the-truth.ts';

it('has in its records and figures what SIPp and the phones of its seats saw, though server and workers are killed', async () => {
  await tellTheTruth(40);
}, 180_000);
