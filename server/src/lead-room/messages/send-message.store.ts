import { randomUUID } from 'node:crypto';
import type { Message } from '@sansheng/shared/contracts/lead-room/messages';
import { MessageReceiptSchema, type MessageRow, MessageSchema } from '@sansheng/shared/tables/lead-room/messages';
import type { EntityManager } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import type { Session } from '../../platform/http/routes.ts';
import { timedId } from '../../platform/http/timed-id.ts';

export const shownMessage = ({ toKind, ...message }: MessageRow) => ({ ...message, to: toKind });

export interface KeptMessage {
  message: MessageRow;
  recipients: string[];
}

/** Stores a message with a receipt for each recipient, within the transaction of what it is about. */
export async function keepMessage(
  into: EntityManager,
  by: Pick<Session, 'employeeNo' | 'name'>,
  {
    recipients,
    messageId = timedId('m', Date.now(), randomUUID()),
    ...said
  }: Pick<MessageRow, 'toKind' | 'toId' | 'text' | 'isUrgent'> & {
    messageId?: string;
    notices?: MessageRow['notices'];
    recipients: string[];
  },
): Promise<KeptMessage> {
  const atMs = Date.now();
  const message: MessageRow = {
    messageId,
    atMs,
    byEmployeeNo: by.employeeNo,
    byName: by.name,
    notices: null,
    ...said,
  };
  await into.insert(MessageSchema, message);
  await into.insert(
    MessageReceiptSchema,
    recipients.map((employeeNo) => ({ messageId, employeeNo, readAtMs: null })),
  );
  return { message, recipients };
}

/**
 * Tells every server, which tells its browsers, once the message is committed. Never rejects: the message is stored,
 * and its recipients find it when they look or sign in.
 */
export async function tellMessage(
  { redis, keys, log }: Pick<AppContext, 'redis' | 'keys' | 'log'>,
  { message, recipients }: KeptMessage,
): Promise<void> {
  const told: Message = { ...shownMessage(message), readAtMs: null };
  try {
    await redis.publish(keys.messages, JSON.stringify({ message: told, recipients }));
  } catch (error) {
    log.warn({ err: error, messageId: message.messageId }, 'a message was stored, but could not be shown at once');
  }
}
