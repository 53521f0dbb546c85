import { type Role, roles } from '@sansheng/shared/domain/roles';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Access } from '../../server/src/platform/http/routes.ts';
import { signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
beforeAll(async () => {
  center = await startCenter();
});
afterAll(() => center?.stop());

/** What each page reads as it opens; what is open to everybody signed in is left out. */
const readBy: Record<string, readonly string[]> = {
  '/live': ['/api/v1/live/queues/:queueId/waiting'],
  '/reports': [
    '/api/v1/reports/figures',
    '/api/v1/reports/ledger',
    '/api/v1/reports/ledger/last',
    '/api/v1/reports/views',
    '/api/v1/calls',
  ],
  '/desk': [
    '/api/v1/calls',
    '/api/v1/customers',
    '/api/v1/customers/:customerId',
    '/api/v1/customers/:customerId/recording',
    '/api/v1/calls/:callId/cases',
    '/api/v1/case-types',
  ],
  '/calls': [
    '/api/v1/calls',
    '/api/v1/calls/:callId',
    '/api/v1/recordings/:recordingId/audio',
    '/api/v1/recordings/:recordingId/comments',
  ],
  '/customers': ['/api/v1/customers', '/api/v1/customers/:customerId', '/api/v1/customers/:customerId/contacts'],
  '/cases': [
    '/api/v1/cases',
    '/api/v1/case-types',
    '/api/v1/cases/:caseNo',
    '/api/v1/cases/:caseNo/clocks',
    '/api/v1/cases/:caseNo/merged',
    '/api/v1/cases/:caseNo/family',
    '/api/v1/cases/alike',
    '/api/v1/case-choices',
    '/api/v1/case-people',
    '/api/v1/cases/:caseNo/notices',
  ],
  '/dispatch': ['/api/v1/dispatch', '/api/v1/case-types', '/api/v1/case-choices', '/api/v1/case-people'],
  '/stuck-cases': ['/api/v1/stuck-cases', '/api/v1/case-choices'],
  '/info-desk': ['/api/v1/info-desk', '/api/v1/case-types', '/api/v1/case-choices'],
  '/desk-reports': [
    '/api/v1/desk-reports',
    '/api/v1/desk-reports/cases',
    '/api/v1/desk-reports/categories',
    '/api/v1/case-types',
    '/api/v1/case-choices',
  ],
  '/department-desk': ['/api/v1/department-desk', '/api/v1/case-types', '/api/v1/case-choices'],
  '/dispatch-rules': [
    '/api/v1/admin/dispatch-rules',
    '/api/v1/admin/dispatch-people',
    '/api/v1/case-types',
    '/api/v1/case-choices',
  ],
  '/outages': ['/api/v1/outages', '/api/v1/outages/:caseNo'],
  '/follow-ups': ['/api/v1/follow-ups', '/api/v1/follow-ups/:followUpId/attempts'],
  '/callbacks': ['/api/v1/callbacks'],
  '/voicemails': ['/api/v1/voicemails', '/api/v1/voicemails/:voicemailId/audio'],
  '/desk-settings': [
    '/api/v1/admin/departments',
    '/api/v1/admin/case-categories',
    '/api/v1/admin/areas',
    '/api/v1/admin/deadline-calendars',
    '/api/v1/admin/notice-settings',
    '/api/v1/admin/case-types',
    '/api/v1/clock-recounts',
    '/api/v1/admin/accounts',
    '/api/v1/admin/public-days',
    '/api/v1/admin/special-days',
    '/api/v1/case-types',
  ],
  '/admin': [
    '/api/v1/admin/accounts',
    '/api/v1/admin/account-locks',
    '/api/v1/admin/queues',
    '/api/v1/admin/menus',
    '/api/v1/admin/prompts',
    '/api/v1/admin/room-settings',
    '/api/v1/admin/public-days',
    '/api/v1/audit',
    '/api/v1/audit-actions',
    '/api/v1/recording-faults',
    '/api/v1/tokens',
  ],
};
/** The list of the screens' pages, as much of it as is asked here; their programs are fetched when one is opened. */
interface Menu {
  menuOf: (who: { roles: readonly Role[] }) => { path: string }[];
  homeOf: (who: { roles: readonly Role[] }) => string;
}
const { menuOf, homeOf }: Menu = await import(new URL('../../agent-ui/src/pages.ts', import.meta.url).href);

const lets = (given: Access, role: Role) => given === 'public' || given === 'signedIn' || given.includes(role);

it.each(roles)('no page of the navigation refuses the role %s, and none that it may read is kept from it', (role) => {
  const routes = center.foundation.context.routes.all();
  const menu = menuOf({ roles: [role] }).map(({ path }) => path);
  expect(Object.keys(readBy)).toEqual(expect.arrayContaining(menu));
  for (const [page, paths] of Object.entries(readBy)) {
    const refused = paths.filter((path) => {
      const route = routes.find((one) => one.method === 'get' && one.path === path);
      if (route === undefined) throw new Error(`no route ${path}`);
      return !lets(route.access, role);
    });
    if (menu.includes(page)) expect(refused, page).toEqual([]);
    else if (page !== '/desk') expect(refused, `${page} is open to ${role}, who has no way to it`).not.toEqual([]);
  }
});

it.each(roles)('somebody with the role %s alone begins on a page they may see', async (role) => {
  const home = homeOf({ roles: [role] }).split('?')[0] as string;
  if (home !== '/account') expect(menuOf({ roles: [role] }).map(({ path }) => path)).toContain(home);
  const browser = await signedIn(center.url, await center.hire(role));
  expect((await browser.get('/api/v1/me')).status).toBe(200);
  for (const path of (readBy[home] ?? []).filter((one) => !one.includes(':'))) {
    expect((await browser.get(path)).status, `${home} ${path}`).not.toBe(403);
  }
});
