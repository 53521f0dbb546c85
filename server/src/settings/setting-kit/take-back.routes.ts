import { isDeepStrictEqual } from 'node:util';
import { AuditComparison } from '@sansheng/shared/contracts/settings/audit';
import { type AuditRow, AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { access } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type RouteTable, UserError } from '../../platform/http/routes.ts';
import type { Author } from './keep-change.store.ts';

export type SettingValues = Record<string, unknown>;
/** A setting whose changes can be undone: undoing goes through the same checks as an edit. */
export interface TakeBackSetting {
  /** What it is now; null when it is not there. */
  read(target: string): Promise<SettingValues | null>;
  /** Sets it to this; null deletes it. */
  write(target: string, to: SettingValues | null, author: Author): Promise<void>;
}

const secret = '[secret]';
const settingsOf = new WeakMap<RouteTable, Map<string, TakeBackSetting>>();

/** `name` is the audited action, or its first word when all its actions are of one kind. */
export function letTakeBack({ routes }: AppContext, name: string, setting: TakeBackSetting): void {
  const settings = settingsOf.get(routes) ?? new Map<string, TakeBackSetting>();
  settingsOf.set(routes, settings.set(name, setting));
}

interface Change {
  setting: TakeBackSetting;
  before: SettingValues | null;
  after: SettingValues | null;
}
const Side = z.record(z.string(), z.unknown()).nullable();
const Detail = z.object({ before: Side, after: Side });

export function addTakeBackRoutes(context: AppContext): void {
  const { routes, db } = context;
  const params = z.object({ id: z.string().max(40) });

  async function findEntry(auditId: string): Promise<AuditRow> {
    const entry = await db.getRepository(AuditSchema).findOneBy({ auditId });
    if (entry === null) throw new UserError('notFound');
    return entry;
  }
  /** Null when the entry is not a change of a setting, or concerns what is not stored: passwords. */
  function changeOf(entry: AuditRow): Change | null {
    const settings = settingsOf.get(routes);
    const setting = settings?.get(entry.action) ?? settings?.get(entry.action.split('.')[0] as string);
    const detail = Detail.safeParse(entry.detail);
    if (setting === undefined || !detail.success) return null;
    const { before, after } = detail.data;
    if (Object.values(before ?? {}).includes(secret)) return null;
    return { setting, before, after };
  }
  const read = ({ setting }: Change, entry: AuditRow) => setting.read(entry.target);

  routes.add({
    method: 'get',
    path: '/api/v1/admin/audit/:id',
    access: access.settings,
    summary: 'A change of a setting, with its current state',
    tag: 'audit',
    params,
    reply: AuditComparison,
    handler: async ({ params: { id } }) => {
      const entry = await findEntry(id);
      const change = changeOf(entry);
      if (change === null) return { canTakeBack: false, hasChangedSince: false, now: null };
      const now = await read(change, entry);
      const names = Object.keys({ ...change.before, ...change.after });
      return {
        canTakeBack: true,
        hasChangedSince: hasChangedSince(change.after, now),
        now: now && Object.fromEntries(names.map((name) => [name, name === 'passwordHash' ? secret : now[name]])),
      };
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/admin/audit/:id/take-back',
    access: access.administration,
    summary: 'Undoes a change of a setting; a conflict when it was changed since, unless forced',
    tag: 'audit',
    params,
    body: z.object({ force: z.boolean().default(false) }),
    handler: async ({ params: { id }, body, session, address }) => {
      const entry = await findEntry(id);
      const change = changeOf(entry);
      if (change === null) throw new UserError('badRequest', { detail: 'this cannot be undone' });
      const now = await read(change, entry);
      if (!body.force && hasChangedSince(change.after, now)) {
        throw new UserError('conflict', { detail: 'it was changed since' });
      }
      const to = change.before && { ...now, ...change.before };
      await change.setting.write(entry.target, to, { session, address, takesBack: id });
    },
  });
}

/** Fields that the change did not touch may differ. */
function hasChangedSince(after: SettingValues | null, now: SettingValues | null): boolean {
  if (after === null || now === null) return after !== now;
  return Object.entries(after).some(
    ([name, value]) => value !== secret && !isDeepStrictEqual(value ?? null, now[name] ?? null),
  );
}
