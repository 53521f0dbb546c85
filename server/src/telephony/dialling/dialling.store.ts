import {
  DialingRuleSchema,
  DoNotCallSchema,
  type OutboundSettingsRow,
  OutboundSettingsSchema,
} from '@sansheng/shared/tables/telephony/outbound';
import type { Role } from '@sansheng/shared/domain/roles';
import { type DataSource, In } from 'typeorm';

/** What the center may dial. Read anew for each call, so that a change holds at once on every server. */
export function createDiallingStore(db: DataSource) {
  return {
    rulesOf: (roles: readonly Role[]) => db.getRepository(DialingRuleSchema).findBy({ role: In([...roles]) }),
    settings: (): Promise<OutboundSettingsRow> => db.getRepository(OutboundSettingsSchema).findOneByOrFail({}),
    isOnDoNotCall: (number: string): Promise<boolean> => db.getRepository(DoNotCallSchema).existsBy({ number }),
  };
}
export type DiallingStore = ReturnType<typeof createDiallingStore>;
