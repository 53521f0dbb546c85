import type { Voicemail, VoicemailQuery } from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { type VoicemailRow, VoicemailSchema } from '@sansheng/shared/tables/service-desk/voicemail-tasks';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { cutPage, readTimeCursor } from '../../platform/http/page-cursor.ts';

/** In a shorter one nobody has said anything. */
const SHORTEST_MS = 1000;

export type StoredVoicemail = Omit<Voicemail, 'may' | 'revision'>;
/** Queues whose messages a person may hear; null: all. */
export type VoicemailScope = string[] | null;

const columns = `v.*, q.name AS queueName, q.nameEn AS queueNameEn, a.name AS takenByName,
  r.state AS recordingState, r.durationMs
  FROM voicemails v
  JOIN recordings r ON r.recordingId = v.voicemailId
  LEFT JOIN queues q ON q.queueId = v.queueId
  LEFT JOIN accounts a ON a.employeeNo = v.takenBy`;

/** Messages, newest first. Silent ones are left out. */
export async function listVoicemails(
  db: DataSource,
  scope: VoicemailScope,
  { state, cursor, limit }: z.output<typeof VoicemailQuery>,
): Promise<{ voicemails: StoredVoicemail[]; nextCursor: string | null }> {
  if (scope !== null && scope.length === 0) return { voicemails: [], nextCursor: null };
  const conditions = [
    `r.state NOT IN ('missing', 'empty') AND (r.durationMs IS NULL OR r.durationMs >= ${SHORTEST_MS})`,
  ];
  const values: unknown[] = [];
  const where = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  const after = readTimeCursor(cursor);
  if (scope !== null) where('v.queueId IN (?)', scope);
  if (state !== undefined) where('v.state = ?', state);
  if (after !== null) where('(v.leftAtMs, v.voicemailId) < (?, ?)', after.key, after.id);
  const rows: StoredVoicemail[] = await db.query(
    `SELECT ${columns} WHERE ${conditions.join(' AND ')} ORDER BY v.leftAtMs DESC, v.voicemailId DESC LIMIT ?`,
    [...values, limit + 1],
  );
  const { page, nextCursor } = cutPage(rows, limit, (last) => ({ key: last.leftAtMs, id: last.voicemailId }));
  return { voicemails: page, nextCursor };
}

export async function findVoicemail(from: EntityManager, voicemailId: string): Promise<StoredVoicemail | null> {
  const [row]: StoredVoicemail[] = await from.query(`SELECT ${columns} WHERE v.voicemailId = ?`, [voicemailId]);
  return row ?? null;
}

export async function changeVoicemail(
  into: EntityManager,
  voicemailId: string,
  to: Partial<VoicemailRow>,
): Promise<void> {
  await into.getRepository(VoicemailSchema).update({ voicemailId }, to);
}
