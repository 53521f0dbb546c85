/** Messages of a lead to one seat, a team or everybody, and who has read them; what is said of cases arrives the same way. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { ownId } from '../plain-text.ts';

export const messageAudit = {
  message: ['sent'],
} as const;

export const messageAccess = {
  /** Messages of others, and who has read them; leads see their own. */
  messagesOfAll: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

const messageTargets = ['all', 'team', 'seat'] as const;
export const SendMessage = z
  .object({
    to: z.enum(messageTargets),
    /** Team or employee number; '' for everybody. */
    toId: ownId(40).default(''),
    text: z.string().trim().min(1).max(1000),
    isUrgent: z.boolean().default(false),
  })
  .strict();

/** What is said of cases: `key` is the level that is reached, what is told, or the step; `clockKey` the clock that says so. */
export const CaseNotices = z.object({
  cases: z.array(
    z.object({
      caseNo: z.string(),
      title: z.string(),
      kind: z.enum(['level', 'pausedTooLong', 'notify', 'step']),
      key: z.string(),
      clockKey: z.string().nullable(),
      dueAtMs: z.number().nullable(),
    }),
  ),
  /** So many more. */
  more: z.number().int(),
});
export type CaseNotices = z.infer<typeof CaseNotices>;

/** As its recipient sees it. */
export const Message = z.object({
  messageId: z.string(),
  atMs: z.number(),
  byEmployeeNo: z.string(),
  byName: z.string(),
  to: z.enum(messageTargets),
  toId: z.string(),
  text: z.string(),
  isUrgent: z.boolean(),
  /** Of what the center itself says of cases; null: somebody's words. */
  notices: CaseNotices.nullable(),
  readAtMs: z.number().nullable(),
});
export type Message = z.infer<typeof Message>;
export const Messages = z.object({ messages: z.array(Message) });

/** As its sender sees it: how many recipients, and who has read it. */
export const SentMessage = Message.omit({ readAtMs: true }).extend({
  sentTo: z.number().int(),
  readBy: z.number().int(),
});
export type SentMessage = z.infer<typeof SentMessage>;
export const SentMessages = z.object({ messages: z.array(SentMessage), nextCursor: z.string().nullable() });
export const MessageReceipts = z.object({
  receipts: z.array(z.object({ employeeNo: z.string(), name: z.string(), readAtMs: z.number().nullable() })),
});

export interface MessageEvents {
  'message.arrived': (message: Message) => void;
}
