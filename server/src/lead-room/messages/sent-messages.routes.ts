import { ownId } from '@sansheng/shared/contracts/plain-text';
import { MessageReceipts, SendMessage, SentMessage, SentMessages } from '@sansheng/shared/contracts/lead-room/messages';
import { inTransaction } from '@sansheng/shared/db';
import { access, may } from '@sansheng/shared/domain/access';
import { MessageReceiptSchema, MessageSchema } from '@sansheng/shared/tables/lead-room/messages';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { In, IsNull, LessThan } from 'typeorm';
import { z } from 'zod';
import { checkScope, scopeOf } from '../../people/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { madeBySameRequest, timedId } from '../../platform/http/timed-id.ts';
import { keepMessage, shownMessage, tellMessage } from './send-message.store.ts';

const PAGE = 50;
const byMessage = z.object({ messageId: z.string().max(40) });

/** What leads say, and who has read it. */
export function addSentMessageRoutes(context: AppContext): void {
  const { db, routes, audit } = context;
  const messages = db.getRepository(MessageSchema);
  const receipts = db.getRepository(MessageReceiptSchema);
  const accounts = db.getRepository(AccountSchema);

  /** Employee numbers of those who have a seat and are meant. Throws for a target that is not there, or not the lead's. */
  async function recipientsOf(to: z.output<typeof SendMessage>, session: Session): Promise<string[]> {
    const active = await accounts.findBy({ isActive: true });
    const seats = active.filter((account) => may(account, access.seat));
    const scope = scopeOf(session);
    if (to.to === 'seat') {
      const seat = active.find(({ employeeNo }) => employeeNo === to.toId);
      if (seat === undefined) throw new UserError('badRequest', { field: 'toId', detail: 'no such person' });
      checkScope(session, seat);
      return [seat.employeeNo];
    }
    if (to.to === 'team') checkScope(session, { teamId: to.toId });
    const teamId = to.to === 'team' ? to.toId : scope;
    const meant = seats.filter((seat) => teamId === '' || seat.teamId === teamId).map(({ employeeNo }) => employeeNo);
    if (meant.length === 0) throw new UserError('badRequest', { field: 'toId', detail: 'nobody is there' });
    return meant.filter((employeeNo) => employeeNo !== session.employeeNo);
  }

  routes.add({
    method: 'post',
    path: '/api/v1/messages',
    access: access.room,
    summary: 'Says something to a seat, a team or everybody; a lead with a team reaches that team',
    tag: 'messages',
    body: SendMessage,
    reply: SentMessage,
    handler: async ({ body, session, address, response, newId }) => {
      const id = timedId('m', Date.now(), newId());
      response.status(201);
      const made = await messages.findOneBy({ messageId: madeBySameRequest(id) });
      if (made !== null) {
        const sentTo = await receipts.countBy({ messageId: made.messageId });
        return { ...shownMessage(made), sentTo, readBy: 0 };
      }
      const recipients = await recipientsOf(body, session);
      const kept = await inTransaction(db, async (into) => {
        const sent = await keepMessage(into, session, {
          toKind: body.to,
          toId: body.to === 'all' ? '' : body.toId,
          text: body.text,
          isUrgent: body.isUrgent,
          messageId: id,
          recipients,
        });
        const { messageId, toId } = sent.message;
        const detail = { to: body.to, toId, sentTo: recipients.length };
        await audit(
          { employeeNo: session.employeeNo, action: 'message.sent', target: messageId, address, detail },
          into,
        );
        return sent;
      });
      await tellMessage(context, kept);
      const { message } = kept;
      return { ...shownMessage(message), sentTo: recipients.length, readBy: 0 };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/messages',
    access: access.room,
    summary: 'Messages that were sent, newest first, with how many have read them',
    tag: 'messages',
    query: z.object({ cursor: ownId(40).optional() }),
    reply: SentMessages,
    handler: async ({ query, session }) => {
      const rows = await messages.find({
        where: {
          ...(query.cursor !== undefined && { messageId: LessThan(query.cursor) }),
          notices: IsNull(),
          // A lead sees the own ones, whoever is above all.
          ...(!may(session, access.messagesOfAll) && { byEmployeeNo: session.employeeNo }),
        },
        order: { messageId: 'DESC' },
        take: PAGE + 1,
      });
      const page = rows.slice(0, PAGE);
      const counts = page.length === 0 ? [] : await countReceipts(page.map(({ messageId }) => messageId));
      const countOf = new Map(counts.map((count) => [count.messageId, count]));
      return {
        messages: page.map((row) => ({
          ...shownMessage(row),
          sentTo: Number(countOf.get(row.messageId)?.sentTo ?? 0),
          readBy: Number(countOf.get(row.messageId)?.readBy ?? 0),
        })),
        nextCursor: rows.length > PAGE ? (page.at(-1)?.messageId ?? null) : null,
      };
    },
  });

  function countReceipts(messageIds: string[]) {
    return receipts
      .createQueryBuilder('receipt')
      .select('receipt.messageId', 'messageId')
      .addSelect('COUNT(*)', 'sentTo')
      .addSelect('COUNT(receipt.readAtMs)', 'readBy')
      .where({ messageId: In(messageIds) })
      .groupBy('receipt.messageId')
      .getRawMany<{ messageId: string; sentTo: string; readBy: string }>();
  }

  routes.add({
    method: 'get',
    path: '/api/v1/messages/:messageId/receipts',
    access: access.room,
    summary: 'Who has read a message, and when',
    tag: 'messages',
    params: byMessage,
    reply: MessageReceipts,
    handler: async ({ params: { messageId }, session }) => {
      const message = await messages.findOneBy({ messageId });
      if (message === null) throw new UserError('notFound');
      if (message.byEmployeeNo !== session.employeeNo && !may(session, access.messagesOfAll))
        throw new UserError('notAllowed');
      const rows = await receipts.find({ where: { messageId }, order: { employeeNo: 'ASC' } });
      const people = await accounts.findBy({ employeeNo: In(rows.map(({ employeeNo }) => employeeNo)) });
      const names = new Map(people.map(({ employeeNo, name }) => [employeeNo, name]));
      return {
        receipts: rows.map(({ employeeNo, readAtMs }) => ({ employeeNo, readAtMs, name: names.get(employeeNo) ?? '' })),
      };
    },
  });
}
