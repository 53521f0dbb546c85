import { access } from '@sansheng/shared/domain/access';
import { DialingRule, DoNotCall, DoNotCallEdit, OutboundSettings } from '@sansheng/shared/contracts/telephony/outbound';
import { DialingRuleSchema, DoNotCallSchema, OutboundSettingsSchema } from '@sansheng/shared/tables/telephony/outbound';
import { canonicalNumber, isDialable, readNumber } from '@sansheng/shared/domain/phone-number';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes } from '../../settings/index.ts';

/** Who may dial what, how often, and the do-not-call list. */
export function addOutboundRoutes(context: AppContext): void {
  const plan = { country: context.env.CENTER_COUNTRY, areaCode: context.env.CENTER_AREA_CODE };
  addSettingRoutes(context, {
    path: 'dialing-rules',
    singular: 'dialingRule',
    schema: DialingRuleSchema,
    idField: 'role',
    edit: DialingRule,
    view: DialingRule,
    toRow: async (edit) => edit,
    removal: async () => {},
  });
  addSettingRoutes(context, {
    path: 'outbound-settings',
    singular: 'outboundSettings',
    schema: OutboundSettingsSchema,
    idField: 'settingsId',
    edit: OutboundSettings,
    view: OutboundSettings,
    toRow: async (edit) => {
      if (edit.callerNumber === '+') throw new UserError('badRequest', { field: 'callerNumber', detail: 'no digits' });
      return edit;
    },
    removal: async () => {
      throw new UserError('conflict', { detail: 'these settings cannot be deleted' });
    },
  });
  addSettingRoutes(context, {
    path: 'do-not-call',
    singular: 'doNotCall',
    schema: DoNotCallSchema,
    idField: 'number',
    edit: DoNotCallEdit,
    view: DoNotCall,
    access: { read: access.doNotCallReading, write: access.doNotCall },
    toRow: async ({ number, reason }, former, { employeeNo }) => {
      const callee = canonicalNumber(readNumber(number, plan));
      if (!isDialable(callee)) throw new UserError('numberInvalid', { field: 'number' });
      const { addedBy, addedAtMs } = former ?? { addedBy: employeeNo, addedAtMs: Date.now() };
      return { number: callee, reason, addedBy, addedAtMs };
    },
    removal: async () => {},
  });
}
