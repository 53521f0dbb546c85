import { expect, it } from 'vitest';
import { openSip } from '../http/sip-socket.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';

it('lets no stranger place a call, whatever it claims to be', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const seat = await center.seat('1001');

  await expect(openSip(center.url, '', 'trunk-demo')).rejects.toThrow('401');
  const { cookie } = await signIn(center.url, '1002');
  for (const name of ['trunk-demo', 'seat-1001', 'nobody']) {
    const phone = await openSip(center.url, cookie, name);
    expect(await phone.ask('INVITE', '4000'), `an INVITE from ${name}`).toBe(401);
    phone.socket.terminate();
  }
  // Not one of the trunk's addresses.
  const outsider = center.dial('4000', { localHost: '127.0.0.2' });
  expect(await outsider.isOver()).toMatchObject({ kind: 'refused', status: 401 });

  expect(await center.callIds()).toEqual([]);
  expect(await center.channels()).toEqual([]);
  // What strangers do keeps nobody out.
  await center.dial('4000').hears('ringing');
  await seat.rings();
});
