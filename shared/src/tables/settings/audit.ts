import { json, key, ms, text, table } from '../table.ts';

export interface AuditRow {
  auditId: string;
  atMs: number;
  employeeNo: string;
  action: string;
  target: string;
  address: string;
  detail: Record<string, unknown>;
}
export const AuditSchema = table<AuditRow>('audit_log', {
  auditId: key,
  atMs: ms,
  employeeNo: text,
  action: text,
  target: text,
  address: text,
  detail: json,
});
