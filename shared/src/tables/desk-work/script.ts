import { key, text, table } from '../table.ts';

/** What the seats of a queue say when they answer. */
export interface CallScriptRow {
  queueId: string;
  ordinary: string;
  returningCustomer: string;
  holiday: string;
}
export const CallScriptSchema = table<CallScriptRow>('call_scripts', {
  queueId: key,
  ordinary: text,
  returningCustomer: text,
  holiday: text,
});
