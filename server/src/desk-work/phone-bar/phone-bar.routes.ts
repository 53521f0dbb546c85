import { PhoneBarSite, PhoneBarSites } from '@sansheng/shared/contracts/desk-work/phone-bar';
import { PhoneBarSiteSchema } from '@sansheng/shared/tables/desk-work/phone-bar';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { AppContext } from '../../platform/app-context.ts';
import { type RouteCall, UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes } from '../../settings/index.ts';

/**
 * The phone bar on pages of other software (docs/phone-bar.md). Anybody may load the script; the phone's window is the
 * desk itself, and answers only pages of sites that an administrator has named.
 */
export function phoneBarFeature(context: AppContext): void {
  const { routes, db, env } = context;

  addSettingRoutes(context, {
    path: 'phone-bar-sites',
    singular: 'phoneBarSite',
    schema: PhoneBarSiteSchema,
    idField: 'origin',
    edit: PhoneBarSite,
    view: PhoneBarSite,
    toRow: async (edit) => edit,
    removal: async () => {},
  });

  routes.add({
    method: 'get',
    path: '/api/v1/phone/bar-sites',
    access: seatRoles,
    summary: "Sites whose pages the seat's phone answers",
    tag: 'phone',
    reply: PhoneBarSites,
    handler: () => db.getRepository(PhoneBarSiteSchema).find(),
  });

  function sendPage(
    response: RouteCall<unknown, unknown, unknown>['response'],
    file: string,
    headers: Record<string, string>,
  ): Promise<void> {
    if (env.UI_ROOT === '') throw new UserError('notFound');
    response.set({ 'Cache-Control': 'no-cache', ...headers });
    return new Promise((resolve, reject) => {
      response.sendFile(file, { root: env.UI_ROOT }, (error) => (error ? reject(error) : resolve()));
    });
  }
  routes.add({
    method: 'get',
    path: '/phone-bar.js',
    access: 'public',
    summary: 'The script of the phone bar, for pages of other sites',
    tag: '',
    handler: ({ response }) => sendPage(response, 'phone-bar.js', { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
  });
  routes.add({
    method: 'get',
    path: '/bar',
    access: 'public',
    summary: "The phone's window: the desk, which keeps the page that opened it",
    tag: '',
    handler: ({ response }) => sendPage(response, 'index.html', { 'Cross-Origin-Opener-Policy': 'unsafe-none' }),
  });
}
