import { expect, it } from 'vitest';
import { readStasisArgs } from './stasis-channel.ts';

const channel = (app_name: string, app_data: string) => ({
  dialplan: { app_name, app_data, context: 'from-trunk', exten: '4000', priority: 1 },
});

it.each([
  ['a caller', channel('Stasis', 'sansheng,inbound,4000'), ['inbound', '4000']],
  ['a channel without arguments', channel('Stasis', 'sansheng'), []],
  ["another application's channel", channel('Stasis', 'other,inbound,4000'), null],
  ['a channel in the dialplan', channel('MusicOnHold', 'default,2'), null],
])('reads %s', (_, given, args) => {
  expect(readStasisArgs(given, 'sansheng')).toEqual(args);
});
