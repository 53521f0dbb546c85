import { randomBytes } from 'node:crypto';
import type { Message } from '@sansheng/shared/contracts/messages';
import { MessageReceiptSchema, type MessageRow, MessageSchema } from '@sansheng/shared/db';
import type { AppContext } from '../../platform/app-context.ts';
import type { Session } from '../../platform/http/routes.ts';

export const shownMessage = ({ toKind, ...message }: MessageRow) => ({ ...message, to: toKind });

/** Keeps a message with a receipt for each person it goes to, and tells every server, which tells its browsers. */
export async function sendMessage(
  { db, redis, keys }: Pick<AppContext, 'db' | 'redis' | 'keys'>,
  by: Pick<Session, 'employeeNo' | 'name'>,
  {
    recipients,
    ...said
  }: Pick<MessageRow, 'toKind' | 'toId' | 'text' | 'isUrgent'> & { matterId?: string; recipients: string[] },
): Promise<MessageRow> {
  const atMs = Date.now();
  const message: MessageRow = {
    messageId: `m${atMs.toString(36)}${randomBytes(6).toString('hex')}`,
    atMs,
    byEmployeeNo: by.employeeNo,
    byName: by.name,
    matterId: null,
    ...said,
  };
  const { messageId } = message;
  await db.transaction(async (manager) => {
    await manager.insert(MessageSchema, message);
    await manager.insert(
      MessageReceiptSchema,
      recipients.map((employeeNo) => ({ messageId, employeeNo, readAtMs: null })),
    );
  });
  const told: Message = { ...shownMessage(message), readAtMs: null };
  await redis.publish(keys.messages, JSON.stringify({ message: told, recipients }));
  return message;
}
