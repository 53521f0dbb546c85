import type { CaseNotices } from '../../contracts/lead-room/messages.ts';
import { flag, key, ms, msOrNull, text, table } from '../table.ts';

/** What a lead said to one seat, a team or everybody. `toId` is '' for everybody. */
export interface MessageRow {
  messageId: string;
  atMs: number;
  byEmployeeNo: string;
  byName: string;
  toKind: 'all' | 'team' | 'seat';
  toId: string;
  text: string;
  isUrgent: boolean;
  /** What is to be done of cases, where the center says it; its text is '' then. */
  notices: CaseNotices | null;
}
export const MessageSchema = table<MessageRow>('messages', {
  messageId: key,
  atMs: ms,
  byEmployeeNo: text,
  byName: text,
  toKind: text,
  toId: text,
  text,
  isUrgent: flag,
  notices: { type: 'json', nullable: true },
});

/** One for each person a message was sent to. */
export interface MessageReceiptRow {
  messageId: string;
  employeeNo: string;
  readAtMs: number | null;
}
export const MessageReceiptSchema = table<MessageReceiptRow>('message_receipts', {
  messageId: key,
  employeeNo: key,
  readAtMs: msOrNull,
});
