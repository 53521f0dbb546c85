import type { ComponentType } from 'react';

/** The parts of the administration in the order of its menu: `?part=` and the word of each. */
export const settingParts: Record<string, { word: string; load: () => Promise<ComponentType> }> = {
  accounts: {
    word: 'admin.accounts',
    load: async () => (await import('./features/people/accounts/account-settings.tsx')).AccountSettings,
  },
  teams: {
    word: 'admin.teams',
    load: async () => (await import('./features/people/accounts/team-settings.tsx')).TeamSettings,
  },
  queues: {
    word: 'admin.queues',
    load: async () => (await import('./features/telephony/queues/queue-settings.tsx')).QueueSettings,
  },
  skills: {
    word: 'admin.skills',
    load: async () => (await import('./features/telephony/queues/skill-settings.tsx')).SkillSettings,
  },
  hotlines: {
    word: 'admin.hotlines',
    load: async () => (await import('./features/telephony/queues/hotline-settings.tsx')).HotlineSettings,
  },
  menus: {
    word: 'admin.menus',
    load: async () => (await import('./features/telephony/menu/menu-settings.tsx')).MenuSettings,
  },
  prompts: {
    word: 'admin.prompts',
    load: async () => (await import('./features/telephony/prompts/prompt-settings.tsx')).PromptSettings,
  },
  calendar: {
    word: 'admin.calendar',
    load: async () => (await import('./features/settings/business-calendar/calendar-settings.tsx')).CalendarSettings,
  },
  overflow: {
    word: 'admin.overflow',
    load: async () => (await import('./features/telephony/overflow/overflow-settings.tsx')).OverflowSettings,
  },
  dialing: {
    word: 'admin.dialing',
    load: async () => (await import('./features/telephony/outbound/dialing-settings.tsx')).DialingSettings,
  },
  doNotCall: {
    word: 'admin.doNotCall',
    load: async () => (await import('./features/telephony/outbound/do-not-call-settings.tsx')).DoNotCallSettings,
  },
  scripts: {
    word: 'admin.scripts',
    load: async () => (await import('./features/desk-work/script/script-settings.tsx')).ScriptSettings,
  },
  articles: {
    word: 'admin.articles',
    load: async () => (await import('./features/desk-work/knowledge/article-settings.tsx')).ArticleSettings,
  },
  reasons: {
    word: 'admin.reasons',
    load: async () => (await import('./features/telephony/agents/reason-settings.tsx')).ReasonSettings,
  },
  categories: {
    word: 'admin.categories',
    load: async () => (await import('./features/telephony/wrap-up/category-settings.tsx')).CategorySettings,
  },
  room: {
    word: 'admin.room',
    load: async () => (await import('./features/lead-room/live-board/room-settings.tsx')).RoomSettings,
  },
  recordings: {
    word: 'admin.recordings',
    load: async () => (await import('./features/records/recordings/recording-check.tsx')).RecordingCheck,
  },
  webhooks: {
    word: 'admin.webhooks',
    load: async () => (await import('./features/outside/webhooks/webhook-settings.tsx')).WebhookSettings,
  },
  phoneBar: {
    word: 'admin.phoneBar',
    load: async () => (await import('./features/desk-work/phone-bar/phone-bar-settings.tsx')).PhoneBarSettings,
  },
  tokens: {
    word: 'admin.tokens',
    load: async () => (await import('./features/people/api-tokens/token-settings.tsx')).TokenSettings,
  },
  audit: { word: 'admin.audit', load: async () => (await import('./features/settings/audit/audit-log.tsx')).AuditLog },
};
