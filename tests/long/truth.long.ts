import { it } from 'vitest';
import { tellTheTruth } from '../truth/tell-the-truth.ts';

it('has in its records and figures what SIPp and the phones of its seats saw of 1,000 calls', async () => {
  await tellTheTruth(1000);
});
