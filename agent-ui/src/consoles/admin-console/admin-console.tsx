import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { AccountSettings } from '../../features/people/accounts/account-settings.tsx';
import { MenuSettings } from '../../features/telephony/menu/menu-settings.tsx';
import { PromptSettings } from '../../features/telephony/prompts/prompt-settings.tsx';
import { AuditLog } from '../../features/settings/audit/audit-log.tsx';
import { RecordingCheck } from '../../features/records/recordings/recording-check.tsx';
import { CalendarSettings } from '../../features/settings/business-calendar/calendar-settings.tsx';
import { DialingSettings, DoNotCallSettings } from '../../features/telephony/outbound/outbound-settings.tsx';
import { OverflowSettings } from '../../features/telephony/overflow/overflow-settings.tsx';
import { ArticleSettings, ScriptSettings } from '../../features/desk-work/script/script-settings.tsx';
import { HotlineSettings, QueueSettings, TeamSettings } from '../../features/telephony/queues/queue-settings.tsx';
import { PhoneBarSettings } from '../../features/desk-work/phone-bar/phone-bar-settings.tsx';
import { RoomSettings } from '../../features/lead-room/live-board/room-settings.tsx';
import { SkillSettings } from '../../features/telephony/queues/skill-settings.tsx';
import { TokenSettings } from '../../features/people/api-tokens/token-settings.tsx';
import { WebhookSettings } from '../../features/outside/webhooks/webhook-settings.tsx';
import { CategorySettings, ReasonSettings } from '../../features/telephony/wrap-up/word-settings.tsx';
import './admin-console.css';

const parts = {
  accounts: AccountSettings,
  teams: TeamSettings,
  queues: QueueSettings,
  skills: SkillSettings,
  hotlines: HotlineSettings,
  menus: MenuSettings,
  prompts: PromptSettings,
  calendar: CalendarSettings,
  overflow: OverflowSettings,
  dialing: DialingSettings,
  doNotCall: DoNotCallSettings,
  scripts: ScriptSettings,
  articles: ArticleSettings,
  reasons: ReasonSettings,
  categories: CategorySettings,
  room: RoomSettings,
  recordings: RecordingCheck,
  webhooks: WebhookSettings,
  phoneBar: PhoneBarSettings,
  tokens: TokenSettings,
  audit: AuditLog,
} as const satisfies Record<string, () => ReactNode>;

export function AdminConsole() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const asked = params.get('part') ?? '';
  const part = asked in parts ? (asked as keyof typeof parts) : 'accounts';
  const Part = parts[part];
  return (
    <div className="page admin-console">
      <div className="page-head">
        <h1>{t('admin.title')}</h1>
      </div>
      <div className="admin-parts">
        <nav aria-label={t('admin.title')}>
          {Object.keys(parts).map((key) => (
            <Link key={key} to={`?part=${key}`} replace aria-current={key === part ? 'page' : undefined}>
              {t(`admin.${key}`)}
            </Link>
          ))}
        </nav>
        <div>
          <Part />
        </div>
      </div>
    </div>
  );
}
