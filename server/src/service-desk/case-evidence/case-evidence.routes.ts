import { EvidenceQuery, evidenceAccess } from '@sansheng/shared/contracts/service-desk/case-evidence';
import { clocksOf, entriesOf, linksOf } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { type CaseAttachmentRow, CaseAttachmentSchema } from '@sansheng/shared/tables/service-desk/case-attachments';
import type { ZipPart } from '@sansheng/shared/zip';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { sendZip } from '../../platform/http/send-zip.ts';
import { type CaseWork, mustSeeCase, placeOfAttachment } from '../cases/index.ts';
import { type Evidence, nameInPack, packTexts, sha256Of } from './evidence-pack.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });
type Row = Record<string, unknown>;

/** A case with the proof of what happened in it, for those who read all of it. */
export function caseEvidenceFeature({ db, env, routes, audit, recordingStore }: AppContext, work: CaseWork): void {
  const { textOf } = centerClock(env.CENTER_TIME_ZONE);

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo/evidence',
    access: evidenceAccess.caseEvidence,
    summary:
      'A case as a zip file: entries with their chain of hashes checked, linked calls, files, and a manifest of it all; with a reason, and audited',
    tag: 'cases',
    params: OneCase,
    query: EvidenceQuery,
    handler: async ({ params, query: { reason }, session, address, response }) => {
      const { row, type, sight } = await mustSeeCase(work, session, params.caseNo);
      if (sight.reads !== 'restricted') throw new UserError('notAllowed');
      const { caseId, caseNo } = row;
      const { employeeNo } = session;
      const [clocks, entries, links, attachments] = await Promise.all([
        clocksOf(db, caseId),
        entriesOf(db, caseId),
        linksOf(db, caseId),
        db.getRepository(CaseAttachmentSchema).find({ where: { caseId }, order: { addedAtMs: 'ASC' } }),
      ]);
      const callIds = links.filter(({ kind }) => kind === 'call').map(({ ref }) => ref);
      const exported = { byId: employeeNo, atMs: Date.now(), reason };
      const evidence: Evidence = {
        row,
        type,
        clocks,
        entries,
        attachments,
        ...(await soundOf(callIds)),
        nameOf: await namesOf([...new Set(entries.map(({ byId }) => byId))]),
        exported,
        textOf,
      };
      const texts = packTexts(evidence);
      const manifestSha256 = sha256Of(texts.at(-1)?.text ?? '');
      const detail = { caseNo, reason, manifestSha256 };
      await audit({ employeeNo, action: 'caseEvidence.exported', target: caseId, address, detail });
      const parts: ZipPart[] = [
        ...texts.map(({ name, text }) => ({ name, read: () => [Buffer.from(text)] })),
        ...attachments.map((one) => ({ name: nameInPack(one), read: () => fileOf(one) })),
      ];
      await sendZip(response, `${caseNo}-evidence.zip`, parts, exported.atMs);
    },
  });

  /** A file that is not there any more is empty: the manifest says what it was. */
  async function* fileOf(one: CaseAttachmentRow): AsyncIterable<Uint8Array> {
    const place = placeOfAttachment(one);
    const size = await recordingStore.size(place);
    if (size === null || size === 0) return;
    yield* (await recordingStore.read(place, 0, size)) as AsyncIterable<Uint8Array>;
  }

  async function soundOf(callIds: readonly string[]): Promise<{ calls: Row[]; recordings: Row[] }> {
    if (callIds.length === 0) return { calls: [], recordings: [] };
    const [calls, recordings] = await Promise.all([
      db.query(
        `SELECT callId, direction, arrivedAtMs, answeredAtMs, endedAtMs, talkMs, callerNumber, agentId
         FROM calls WHERE callId IN (?) ORDER BY arrivedAtMs`,
        [callIds],
      ),
      db.query(
        `SELECT recordingId, callId, state, startedAtMs, durationMs, bytes, mediaType, sha256
         FROM recordings WHERE callId IN (?) ORDER BY startedAtMs`,
        [callIds],
      ),
    ]);
    return { calls: calls as Row[], recordings: recordings as Row[] };
  }

  async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = (await db.query('SELECT employeeNo, name FROM accounts WHERE employeeNo IN (?)', [ids])) as {
      employeeNo: string;
      name: string;
    }[];
    return new Map(rows.map(({ employeeNo, name }) => [employeeNo, name]));
  }
}
