import { json, key, ms, msOrNull, text, table } from '../table.ts';

export interface ApiTokenRow {
  tokenId: string;
  /** SHA-256 in hex: the token itself is kept nowhere. */
  tokenHash: string;
  employeeNo: string;
  name: string;
  scopes: string[];
  madeAtMs: number;
  endsAtMs: number | null;
  usedAtMs: number | null;
  revokedAtMs: number | null;
}
export const ApiTokenSchema = table<ApiTokenRow>('api_tokens', {
  tokenId: key,
  tokenHash: text,
  employeeNo: text,
  name: text,
  scopes: json,
  madeAtMs: ms,
  endsAtMs: msOrNull,
  usedAtMs: msOrNull,
  revokedAtMs: msOrNull,
});
