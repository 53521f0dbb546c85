import { BlockList, isIP, isIPv6 } from 'node:net';
import { RoomSettings } from '@sansheng/shared/contracts/lead-room/room-settings';
import { type RoomSettingsRow, RoomSettingsSchema } from '@sansheng/shared/db';
import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { parseInput, UserError } from '../../platform/http/routes.ts';
import type { QueueSettings } from '../../telephony/index.ts';
import { type Author, changeWhole, letTakeBack, withRevision } from '../../settings/index.ts';

const NAME = 'room' as const;
const Revised = RoomSettings.extend({ revision: z.string() });

/** How the room is run: read anew each time, it is asked for seldom. */
export async function readRoomSettings(db: DataSource): Promise<RoomSettingsRow> {
  return db.getRepository(RoomSettingsSchema).findOneByOrFail({ name: NAME });
}

/** The policy of showing leads to seats, as it is in force. */
export async function watchCoachingPolicy(db: DataSource, queues: Pick<QueueSettings, 'onChange'>) {
  let { isCoachingSeen } = await readRoomSettings(db);
  queues.onChange(async () => {
    ({ isCoachingSeen } = await readRoomSettings(db));
  });
  return (): boolean => isCoachingSeen;
}

/** Addresses and ranges as one list. Throws badRequest naming the first that is none. */
export function readAddresses(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  addresses.forEach((entry, i) => {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    if (isIP(address) === 0 || bits === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > most)
      throw new UserError('badRequest', { field: `wallboardAddresses.${i}`, detail: 'no address or range' });
    list.addSubnet(address, prefix, family);
  });
  return list;
}

/** True for an address in the list; an IPv4 address is one however it is written. */
export function isAllowed(addresses: readonly string[], address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (addresses.length === 0 || isIP(plain) === 0) return false;
  return readAddresses(addresses).check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

export function addRoomSettingsRoutes(context: AppContext): void {
  const { routes, db } = context;
  const rows = db.getRepository(RoomSettingsSchema);
  const path = '/api/v1/admin/room-settings';

  const read = async (from: EntityManager = db.manager): Promise<RoomSettings> =>
    RoomSettings.parse(
      await from.findOneOrFail(RoomSettingsSchema, {
        where: { name: NAME },
        ...(from.queryRunner?.isTransactionActive && { lock: { mode: 'pessimistic_write' as const } }),
      }),
    );
  async function write(settings: RoomSettings, author: Author) {
    readAddresses(settings.wallboardAddresses);
    const change = { what: 'room-settings', action: 'roomSettings.changed', target: NAME, author };
    return changeWhole(context, change, {
      read,
      write: async (into) => {
        await into.update(RoomSettingsSchema, { name: NAME }, settings);
      },
    });
  }
  letTakeBack(context, 'roomSettings', {
    read: () => rows.findOneBy({ name: NAME }) as Promise<Record<string, unknown> | null>,
    write: async (_target, to, author) => {
      const { name: _, ...settings } = to ?? {};
      await write(parseInput(RoomSettings, settings, 'before'), author);
    },
  });

  routes.add({
    method: 'get',
    path,
    access: ['admin', 'supervisor'],
    summary: 'How the room is run: what seats see of their lead, who sees the wallboard, where webhooks may go',
    tag: 'admin',
    reply: Revised,
    handler: async () => withRevision(await read()),
  });
  routes.add({
    method: 'put',
    path,
    access: ['admin'],
    summary: 'Changes how the room is run',
    tag: 'admin',
    body: RoomSettings,
    reply: Revised,
    heedsRevision: true,
    handler: ({ body, session, address, meantFor }) => write(body, { session, address, meantFor }),
  });
}
