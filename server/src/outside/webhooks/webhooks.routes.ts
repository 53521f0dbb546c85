import { randomBytes } from 'node:crypto';
import {
  deliveryStates,
  WebhookDeliveries,
  WebhookEdit,
  WebhookSecret,
} from '@sansheng/shared/contracts/outside/webhooks';
import { inTransaction } from '@sansheng/shared/db';
import { WebhookDeliverySchema, WebhookSchema } from '@sansheng/shared/tables/outside/webhooks';
import { access } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes } from '../../settings/index.ts';

const PAGE = 100;
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/** Which software is notified of what, and the result. The queue-workers deliver. */
export function webhooksFeature(context: AppContext): void {
  const { routes, db, audit } = context;
  const deliveries = db.getRepository(WebhookDeliverySchema);
  const byHook = z.object({ webhookId: z.string().max(40) });

  addSettingRoutes(context, {
    path: 'webhooks',
    singular: 'webhook',
    schema: WebhookSchema,
    idField: 'webhookId',
    edit: WebhookEdit,
    view: WebhookEdit,
    toRow: async (edit, former) => ({ ...edit, secret: former?.secret ?? newSecret() }),
    removal: async () => {},
  });

  routes.add({
    method: 'post',
    path: '/api/v1/admin/webhooks/:webhookId/secret',
    access: access.administration,
    summary: 'Creates a new signing secret for a webhook and shows it once; the old one stops working',
    tag: 'webhooks',
    params: byHook,
    reply: WebhookSecret,
    showsSecret: true,
    handler: async ({ params: { webhookId }, session, address }) => {
      const secret = newSecret();
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        const { affected } = await into.update(WebhookSchema, { webhookId }, { secret });
        if (affected !== 1) throw new UserError('notFound');
        await audit({ employeeNo, action: 'webhook.secretRenewed', target: webhookId, address }, into);
      });
      return { secret };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/admin/webhooks/:webhookId/deliveries',
    access: access.administration,
    summary: 'The newest deliveries of a webhook, with the replies',
    tag: 'webhooks',
    params: byHook,
    query: z.object({ state: z.enum(deliveryStates).optional() }),
    reply: WebhookDeliveries,
    handler: async ({ params: { webhookId }, query }) => ({
      deliveries: await deliveries.find({
        where: { webhookId, ...(query.state !== undefined && { state: query.state }) },
        order: { atMs: 'DESC' },
        take: PAGE,
      }),
    }),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/admin/webhook-deliveries/:deliveryId/replay',
    access: access.administration,
    summary: 'Delivers it again within seconds, with a new signature',
    tag: 'webhooks',
    params: z.object({ deliveryId: z.string().max(80) }),
    handler: async ({ params: { deliveryId }, session, address }) => {
      const delivery = await deliveries.findOneBy({ deliveryId });
      if (delivery === null) throw new UserError('notFound');
      if (delivery.state === 'waiting') return;
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        await into.update(WebhookDeliverySchema, { deliveryId }, { state: 'waiting', tries: 0, settledAtMs: null });
        await audit({ employeeNo, action: 'webhook.replayed', target: deliveryId, address }, into);
      });
    },
  });
}
