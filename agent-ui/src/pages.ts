import { access, may } from '@sansheng/shared/domain/access';
import type { Role } from '@sansheng/shared/domain/roles';
import type { ComponentType } from 'react';

export interface Page {
  path: string;
  /** In the menu, whose order is that of the list; a page without one is reached by a link. */
  word?: string;
  /** The word under which the menu gathers it with others of the same. */
  under?: string;
  access: readonly Role[] | 'signedIn' | 'public';
  load: () => Promise<ComponentType>;
  /** Addresses below it are its own as well. */
  hasViews?: true;
  /** Shown beside its word in the menu. */
  loadCount?: () => Promise<ComponentType>;
}

const loadDesk = async () => (await import('./consoles/agent-console/agent-console.tsx')).AgentConsole;

/** Every page; its program is fetched when it is opened. */
export const pages: readonly Page[] = [
  {
    path: '/live',
    word: 'nav.live',
    access: access.live,
    load: async () => (await import('./consoles/live-console/live-console.tsx')).LiveConsole,
  },
  {
    path: '/reports',
    word: 'nav.reports',
    access: access.reports,
    hasViews: true,
    load: async () => (await import('./consoles/report-console/report-console.tsx')).ReportConsole,
  },
  { path: '/desk', word: 'nav.desk', access: access.seat, load: loadDesk },
  // The window of a page of other software shows only the desk.
  { path: '/bar', access: access.seat, load: loadDesk },
  {
    path: '/calls',
    word: 'nav.calls',
    access: access.calls,
    load: async () => (await import('./features/records/call-records/calls-page.tsx')).CallsPage,
  },
  {
    path: '/customers',
    word: 'nav.customers',
    access: access.customers,
    load: async () => (await import('./features/customers/customers/customers-page.tsx')).CustomersPage,
  },
  {
    path: '/cases',
    word: 'nav.cases',
    under: 'nav.serviceDesk',
    access: access.cases,
    load: async () => (await import('./features/service-desk/cases/cases-page.tsx')).CasesPage,
    loadCount: async () => (await import('./features/service-desk/cases/case-count.tsx')).CaseCount,
  },
  {
    path: '/cases/:caseNo',
    access: access.cases,
    load: async () => (await import('./features/service-desk/cases/case-page.tsx')).CasePage,
  },
  {
    path: '/cases/:caseNo/print',
    access: access.cases,
    load: async () => (await import('./features/service-desk/cases/case-print-page.tsx')).CasePrintPage,
  },
  {
    path: '/outages',
    word: 'nav.outages',
    under: 'nav.serviceDesk',
    access: access.outages,
    load: async () => (await import('./features/service-desk/outages/outages-page.tsx')).OutagesPage,
  },
  {
    path: '/dispatch',
    word: 'nav.dispatch',
    under: 'nav.serviceDesk',
    access: access.dispatchBoard,
    load: async () => (await import('./features/service-desk/dispatch/dispatch-page.tsx')).DispatchPage,
  },
  {
    path: '/stuck-cases',
    word: 'nav.stuckCases',
    under: 'nav.serviceDesk',
    access: access.stuckCases,
    load: async () => (await import('./features/service-desk/dispatch/stuck-cases-page.tsx')).StuckCasesPage,
  },
  {
    path: '/desk-reports',
    word: 'nav.deskReports',
    under: 'nav.serviceDesk',
    access: access.deskReports,
    load: async () => (await import('./features/service-desk/desk-reports/desk-reports-page.tsx')).DeskReportsPage,
  },
  {
    path: '/department-desk',
    word: 'nav.departmentDesk',
    under: 'nav.serviceDesk',
    access: access.departmentDesk,
    load: async () => (await import('./features/service-desk/dispatch/department-desk-page.tsx')).DepartmentDeskPage,
  },
  {
    path: '/info-desk',
    word: 'nav.infoDesk',
    under: 'nav.serviceDesk',
    access: access.infoDesk,
    load: async () => (await import('./features/service-desk/info-desk/info-desk-page.tsx')).InfoDeskPage,
  },
  {
    path: '/follow-ups',
    word: 'nav.followUps',
    under: 'nav.serviceDesk',
    access: access.followUps,
    load: async () => (await import('./features/service-desk/follow-ups/follow-ups-page.tsx')).FollowUpsPage,
  },
  {
    path: '/callbacks',
    word: 'nav.callbacks',
    under: 'nav.serviceDesk',
    access: access.callbacks,
    load: async () => (await import('./features/service-desk/call-back-list/call-back-list-page.tsx')).CallbackListPage,
  },
  {
    path: '/voicemails',
    word: 'nav.voicemails',
    under: 'nav.serviceDesk',
    access: access.voicemails,
    load: async () => (await import('./features/service-desk/voicemail-tasks/voicemail-page.tsx')).VoicemailPage,
  },
  {
    path: '/desk-settings',
    word: 'nav.deskSettings',
    under: 'nav.serviceDesk',
    access: access.deskSettings,
    load: async () => (await import('./features/service-desk/desk-settings/desk-settings-page.tsx')).DeskSettingsPage,
  },
  {
    path: '/dispatch-rules',
    word: 'nav.dispatchRules',
    under: 'nav.serviceDesk',
    access: access.dispatchRules,
    load: async () => (await import('./features/service-desk/dispatch/dispatch-rules-page.tsx')).DispatchRulesPage,
  },
  {
    path: '/admin',
    word: 'nav.admin',
    access: access.administration,
    load: async () => (await import('./consoles/admin-console/admin-console.tsx')).AdminConsole,
  },
  {
    path: '/account',
    access: 'signedIn',
    load: async () => (await import('./features/people/sign-in/account-page.tsx')).AccountPage,
  },
  {
    path: '/set-up',
    access: 'public',
    load: async () => (await import('./features/people/sign-in/set-up-page.tsx')).SetUpPage,
  },
  {
    path: '/wallboard',
    access: 'public',
    load: async () => (await import('./features/lead-room/live-board/wallboard-page.tsx')).WallboardPage,
  },
  {
    path: '/demo/phone',
    access: 'public',
    load: async () => (await import('./features/telephony/phone/demo-phone-page.tsx')).DemoPhonePage,
  },
  {
    path: '/demo/notices',
    access: 'public',
    load: async () => (await import('./features/service-desk/customer-notices/demo-notices-page.tsx')).DemoNoticesPage,
  },
];

type Somebody = { roles: readonly Role[] };

export function maySee(who: Somebody, { access: right }: Page): boolean {
  return right === 'public' || right === 'signedIn' || may(who, right);
}

/** The pages of somebody's menu. */
export function menuOf(who: Somebody): Page[] {
  return pages.filter((page) => page.word !== undefined && maySee(who, page));
}

/** Where a person begins; the own account is open to everybody. */
export function homeOf(who: Somebody): string {
  const paths = menuOf(who).map(({ path }) => path);
  if (paths.includes('/admin')) return '/admin';
  if (who.roles.includes('supervisor')) return '/reports';
  if (who.roles.includes('lead')) return '/live';
  if (who.roles.includes('dispatcher')) return '/dispatch';
  if (who.roles.includes('complaint_handler')) return '/cases?view=open&type=complaint';
  if (who.roles.includes('info_desk')) return '/info-desk';
  if (paths.includes('/desk')) return '/desk';
  if (who.roles.includes('department')) return '/department-desk';
  return ['/calls', '/customers'].find((path) => paths.includes(path)) ?? paths[0] ?? '/account';
}
