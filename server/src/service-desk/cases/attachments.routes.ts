import { entryOf } from '@sansheng/shared/db';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ATTACHMENT_BYTES,
  ATTACHMENTS_PER_CASE,
  AttachQuery,
  type AttachmentType,
  CaseAttachment,
} from '@sansheng/shared/contracts/service-desk/case-attachments';
import { caseAccess } from '@sansheng/shared/contracts/service-desk/cases';
import { isReadBy } from '@sansheng/shared/domain/cases/case-access';
import { type CaseAttachmentRow, CaseAttachmentSchema } from '@sansheng/shared/tables/service-desk/case-attachments';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { UserError } from '../../platform/http/routes.ts';
import { sendRange } from '../../platform/http/send-range.ts';
import type { CaseWork } from './case-work.ts';
import { addTo } from './change-case.feature.ts';
import { mustSeeCase } from './see-case.store.ts';
import { fileTypeOf } from './file-type.ts';

const OneCase = z.object({ caseNo: z.string().min(1).max(40) });
const OneAttachment = OneCase.extend({ attachmentId: z.string().min(1).max(40) });

export const placeOfAttachment = ({ caseId, attachmentId }: Pick<CaseAttachmentRow, 'caseId' | 'attachmentId'>) =>
  `cases/${caseId}/${attachmentId}`;

export function addAttachmentRoutes({ db, routes, recordingStore, audit }: AppContext, work: CaseWork): void {
  const tag = 'cases';

  routes.add({
    method: 'post',
    path: '/api/v1/cases/:caseNo/attachments',
    access: caseAccess.caseWork,
    summary: `Adds a file, which is the body of the request, for those whom it is meant for (${ATTACHMENT_BYTES / 1e6} MB at most, ${ATTACHMENTS_PER_CASE} for one case)`,
    tag,
    params: OneCase,
    query: AttachQuery,
    takesFile: true,
    reply: CaseAttachment,
    handler: async ({ params, query: { name, visibility }, request, response, session, address, newId }) => {
      const { row, sight } = await mustSeeCase(work, session, params.caseNo);
      if (!sight.mayWrite || !isReadBy(visibility, sight.reads)) throw new UserError('notAllowed');
      const { caseId } = row;
      if ((await db.getRepository(CaseAttachmentSchema).countBy({ caseId })) >= ATTACHMENTS_PER_CASE)
        throw new UserError('tooManyFiles');
      const file = await readBody(request, ATTACHMENT_BYTES);
      const added: CaseAttachmentRow = {
        attachmentId: newId(),
        caseId,
        name,
        mediaType: await mustBeKnown(file),
        bytes: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
        visibility,
        addedAtMs: Date.now(),
      };
      await keepFile(placeOfAttachment(added), file);
      let isKept = false;
      try {
        await addTo(work, { session, address }, caseId, 'cases.attached', async (into) => {
          const kept = into.getRepository(CaseAttachmentSchema);
          isKept = await kept.existsBy({ attachmentId: added.attachmentId });
          if (isKept) return null;
          if ((await kept.countBy({ caseId })) >= ATTACHMENTS_PER_CASE) throw new UserError('tooManyFiles');
          await kept.insert(added);
          return {
            entry: {
              ...entryOf('attached', session.employeeNo, added.addedAtMs, ''),
              visibility,
              data: { ...CaseAttachment.parse(added) },
            },
          };
        });
        isKept = true;
      } finally {
        if (!isKept) await recordingStore.remove(placeOfAttachment(added));
      }
      response.status(201);
      return added;
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/cases/:caseNo/attachments/:attachmentId',
    access: caseAccess.cases,
    summary: 'A file of a case, for whoever reads the entry that it came with; each download is audited',
    tag,
    params: OneAttachment,
    handler: async ({ params: { caseNo, attachmentId }, request, response, session, address }) => {
      const { row, sight } = await mustSeeCase(work, session, caseNo);
      const { caseId } = row;
      const found = await db.getRepository(CaseAttachmentSchema).findOneBy({ attachmentId, caseId });
      if (found === null || !isReadBy(found.visibility, sight.reads)) throw new UserError('notFound');
      const size = await recordingStore.size(placeOfAttachment(found));
      if (size === null) throw new UserError('notFound', { detail: 'the file is gone' });
      const { employeeNo } = session;
      const detail = { caseNo: row.caseNo, attachmentId };
      await audit({ employeeNo, action: 'cases.downloaded', target: caseId, address, detail });
      // Whatever it is after all: it is saved, not shown, and where it is shown it may do nothing.
      response.set({
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
      });
      const read = (from: number, count: number) => recordingStore.read(placeOfAttachment(found), from, count);
      await sendRange(request, response, { size, mediaType: found.mediaType, read });
    },
  });

  /** The store takes files, so it stands beside it for a moment. */
  async function keepFile(place: string, file: Buffer): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'sansheng-attachment-'));
    try {
      const localPath = join(folder, 'file');
      await writeFile(localPath, file, { mode: 0o600 });
      await recordingStore.put(place, localPath);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function mustBeKnown(file: Buffer): Promise<AttachmentType> {
  if (file.length === 0) throw new UserError('badRequest', { field: 'file', detail: 'is empty' });
  const type = await fileTypeOf(file);
  switch (type.kind) {
    case 'known':
      return type.mediaType;
    case 'markup':
      throw new UserError('fileIsMarkup', { field: 'file' });
    case 'macros':
      throw new UserError('fileHasMacros', { field: 'file' });
    case 'unknown':
      throw new UserError('fileTypeRefused', { field: 'file' });
  }
}
