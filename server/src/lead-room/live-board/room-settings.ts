import { isAddressOrRange } from '@sansheng/shared/addresses';
import { RoomSettings } from '@sansheng/shared/contracts/lead-room/room-settings';
import { type RoomSettingsRow, RoomSettingsSchema } from '@sansheng/shared/tables/lead-room/live-board';
import { access } from '@sansheng/shared/domain/access';
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

/** Throws badRequest, naming the first entry that is not an address or range. */
export function mustBeRanges(entries: readonly string[]): void {
  const wrong = entries.findIndex((entry) => !isAddressOrRange(entry));
  if (wrong >= 0)
    throw new UserError('badRequest', { field: `wallboardAddresses.${wrong}`, detail: 'no address or range' });
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
    mustBeRanges(settings.wallboardAddresses);
    const change = { what: 'room-settings', action: 'roomSettings.changed' as const, target: NAME, author };
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
    access: access.settings,
    summary: 'How the room is run: what seats see of their lead, who sees the wallboard, where webhooks may go',
    tag: 'admin',
    reply: Revised,
    handler: async () => withRevision(await read()),
  });
  routes.add({
    method: 'put',
    path,
    access: access.administration,
    summary: 'Changes how the room is run',
    tag: 'admin',
    body: RoomSettings,
    reply: Revised,
    heedsRevision: true,
    handler: ({ body, session, address, meantFor }) => write(body, { session, address, meantFor }),
  });
}
