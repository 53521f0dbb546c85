import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { AccountSettings } from './account-settings.tsx';
import { MenuSettings } from '../menu-editor/menu-settings.tsx';
import { PromptSettings } from '../menu-editor/prompt-settings.tsx';
import { AuditLog } from './audit-log.tsx';
import { RecordingCheck } from './recording-check.tsx';
import { CalendarSettings } from './calendar-settings.tsx';
import { DialingSettings, DoNotCallSettings } from './outbound-settings.tsx';
import { OverflowSettings } from './overflow-settings.tsx';
import { ArticleSettings, ScriptSettings } from './script-settings.tsx';
import { HotlineSettings, QueueSettings, TeamSettings } from './queue-settings.tsx';
import { PhoneBarSettings } from './phone-bar-settings.tsx';
import { RoomSettings } from './room-settings.tsx';
import { SkillSettings } from './skill-settings.tsx';
import { TokenSettings } from './token-settings.tsx';
import { WebhookSettings } from './webhook-settings.tsx';
import { CategorySettings, ReasonSettings } from './word-settings.tsx';
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
