import { Messages } from '@sansheng/shared/contracts/lead-room/messages';
import { MessageReceiptSchema, MessageSchema } from '@sansheng/shared/tables/lead-room/messages';
import { In, IsNull } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { shownMessage } from './send-message.store.ts';

const PAGE = 50;

/** Messages as their recipients read them. */
export function addOwnMessageRoutes({ db, routes }: AppContext): void {
  const messages = db.getRepository(MessageSchema);
  const receipts = db.getRepository(MessageReceiptSchema);

  routes.add({
    method: 'get',
    path: '/api/v1/messages/mine',
    access: 'signedIn',
    summary: 'The newest messages to the asker: those not read first',
    tag: 'messages',
    reply: Messages,
    handler: async ({ session: { employeeNo } }) => {
      const [unread, newest] = await Promise.all([
        receipts.find({ where: { employeeNo, readAtMs: IsNull() }, order: { messageId: 'DESC' }, take: PAGE }),
        receipts.find({ where: { employeeNo }, order: { messageId: 'DESC' }, take: PAGE }),
      ]);
      const mine = new Map([...unread, ...newest].map((receipt) => [receipt.messageId, receipt.readAtMs]));
      const rows = mine.size === 0 ? [] : await messages.findBy({ messageId: In([...mine.keys()]) });
      return {
        messages: rows
          .map((row) => ({ ...shownMessage(row), readAtMs: mine.get(row.messageId) ?? null }))
          .sort(
            (a, b) =>
              Number(a.readAtMs !== null) - Number(b.readAtMs !== null) || b.messageId.localeCompare(a.messageId),
          ),
      };
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/messages/:messageId/read',
    access: 'signedIn',
    summary: 'Marks the message as read; the first time counts',
    tag: 'messages',
    params: z.object({ messageId: z.string().max(40) }),
    handler: async ({ params: { messageId }, session: { employeeNo } }) => {
      const receipt = await receipts.findOneBy({ messageId, employeeNo });
      if (receipt === null) throw new UserError('notFound');
      await receipts.update({ messageId, employeeNo, readAtMs: IsNull() }, { readAtMs: Date.now() });
    },
  });
}
