import { flag, key, text, table } from '../table.ts';

export interface NotReadyReasonRow {
  reasonId: string;
  name: string;
  nameEn: string;
  isActive: boolean;
}
export const NotReadyReasonSchema = table<NotReadyReasonRow>('not_ready_reasons', {
  reasonId: key,
  name: text,
  nameEn: text,
  isActive: flag,
});
