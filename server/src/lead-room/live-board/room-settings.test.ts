import { expect, it } from 'vitest';
import { mustBeRanges } from './room-settings.ts';

it('names the entry that is not an address or range', () => {
  const fault = expect.objectContaining({ code: 'badRequest', field: 'wallboardAddresses.1' });
  for (const wrong of ['10.1.0.0/33', 'wall', '10.1.0.0/'])
    expect(() => mustBeRanges(['10.0.0.1', wrong])).toThrow(fault);
  mustBeRanges(['10.0.0.1', 'fd00::/8']);
});
