import type { Message } from '@sansheng/shared/contracts/lead-room/messages';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { addOwnMessageRoutes } from './own-messages.routes.ts';
import { addSentMessageRoutes } from './sent-messages.routes.ts';

const Told = z.object({ message: z.custom<Message>(), recipients: z.array(z.string()) });

/**
 * Messages of leads. They are kept, with a receipt for each person they were sent to, so a seat that was away finds
 * them later; every server tells the browsers that are connected to it.
 */
export async function messagesFeature(context: AppContext): Promise<void> {
  const { commands, redis, keys, shutdown } = context;
  const subscriber = redis.duplicate({ maxRetriesPerRequest: null });
  subscriber.on('message', (_channel, text) => {
    const { message, recipients } = Told.parse(JSON.parse(text));
    for (const employeeNo of recipients) commands.toAgent(employeeNo).emit('message.arrived', message);
  });
  await subscriber.subscribe(keys.messages);
  shutdown.add('messages', () => subscriber.disconnect());
  addSentMessageRoutes(context);
  addOwnMessageRoutes(context);
}
