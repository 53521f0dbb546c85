/** What the audit log keeps: a thing, and what was done to it (`customers.exported`). */
import type { Gathered } from './gather.ts';
import type { settingDeeds } from './settings/audit.ts';

type Audited = Gathered<'Audit'>;
export type AuditThing = keyof Audited;
export type DeedOf<T extends AuditThing> = Audited[T][number];
export type AuditDeed = DeedOf<AuditThing>;
export type AuditAction = { [T in AuditThing]: `${T}.${DeedOf<T>}` }[AuditThing];

export type SettingDeed = (typeof settingDeeds)[number];
/** Things that are kept as rows of settings. */
export type SettingThing = { [T in AuditThing]: SettingDeed extends DeedOf<T> ? T : never }[AuditThing];
