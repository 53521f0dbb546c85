import { expect, it } from 'vitest';
import { demoObjects, seatObjects, seatSipUser } from './phone-objects.ts';

const secret = { sipUser: seatSipUser('1001'), sipPassword: 'p' };

it.each([
  ['seat', seatObjects(secret)],
  ['customer', demoObjects(secret, '13800138000')],
])('never pushes the endpoint of a %s before or without its auth', (_who, objects) => {
  expect(objects.map((object) => object.objectType)).toEqual(['auth', 'aor', 'endpoint']);
  expect(objects[0]?.fields).toMatchObject({ username: 'seat-1001', password: 'p' });
  expect(objects[2]?.fields).toMatchObject({ auth: 'seat-1001', allow_transfer: 'no', allow_subscribe: 'no' });
});

it('gives a customer the requested number, or none', () => {
  expect(demoObjects(secret, '+8613800138000')[2]?.fields.callerid).toBe('"+8613800138000" <+8613800138000>');
  expect(demoObjects(secret, '')[2]?.fields.callerid).toBe('"Anonymous" <anonymous>');
});
