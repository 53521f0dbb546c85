import { access } from '@sansheng/shared/domain/access';
import { ShiftLog, ShiftNote, WriteShiftNote } from '@sansheng/shared/contracts/lead-room/shift-log';
import { type ShiftNoteRow, ShiftNoteSchema } from '@sansheng/shared/tables/lead-room/shift-log';
import { In, IsNull, LessThan } from 'typeorm';
import { z } from 'zod';
import { ownId } from '@sansheng/shared/contracts/plain-text';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { madeBySameRequest, timedId } from '../../platform/http/timed-id.ts';
import { scopeOf } from '../../people/index.ts';

const PAGE = 50;

/** The shift log: never changed, only added to; a hand-over stays highlighted until the next lead has accepted it. */
export function shiftLogFeature({ routes, db }: AppContext): void {
  const notes = db.getRepository(ShiftNoteSchema);
  const path = '/api/v1/shift-log';

  routes.add({
    method: 'get',
    path,
    access: access.room,
    summary: 'Notes and hand-overs, newest first; a lead with a team sees those of the team and of the center',
    tag: 'shift-log',
    query: z.object({ cursor: ownId(40).optional() }),
    reply: ShiftLog,
    handler: async ({ query, session }) => {
      const older = query.cursor === undefined ? {} : { noteId: LessThan(query.cursor) };
      const scope = scopeOf(session);
      const rows = await notes.find({
        where:
          scope === ''
            ? older
            : [
                { ...older, teamId: In([scope]) },
                { ...older, teamId: IsNull() },
              ],
        order: { noteId: 'DESC' },
        take: PAGE + 1,
      });
      const page = rows.slice(0, PAGE);
      return { notes: page, nextCursor: rows.length > PAGE ? (page.at(-1)?.noteId ?? null) : null };
    },
  });

  routes.add({
    method: 'post',
    path,
    access: access.room,
    summary: 'Adds a note, or a hand-over for whoever comes next',
    tag: 'shift-log',
    body: WriteShiftNote,
    reply: ShiftNote,
    handler: async ({ body, session, response, newId }) => {
      const atMs = Date.now();
      const noteId = timedId('n', atMs, newId());
      response.status(201);
      const made = await notes.findOneBy({ noteId: madeBySameRequest(noteId) });
      if (made !== null) return made;
      const note: ShiftNoteRow = {
        noteId,
        atMs,
        employeeNo: session.employeeNo,
        name: session.name,
        teamId: scopeOf(session) || null,
        ...body,
        takenBy: null,
        takenByName: null,
        takenAtMs: null,
      };
      await notes.insert(note);
      return note;
    },
  });

  routes.add({
    method: 'put',
    path: `${path}/:noteId/taken`,
    access: access.room,
    summary: 'Accepts a hand-over; the first to accept counts, and nobody accepts their own',
    tag: 'shift-log',
    params: z.object({ noteId: z.string().max(40) }),
    reply: ShiftNote,
    handler: async ({ params: { noteId }, session }) => {
      const note = await notes.findOneBy({ noteId, kind: 'handOver' });
      const scope = scopeOf(session);
      if (note === null || (scope !== '' && note.teamId !== null && note.teamId !== scope))
        throw new UserError('notFound');
      if (note.employeeNo === session.employeeNo) throw new UserError('wrongState');
      const taken = { takenBy: session.employeeNo, takenByName: session.name, takenAtMs: Date.now() };
      await notes.update({ noteId, takenBy: IsNull() }, taken);
      return notes.findOneByOrFail({ noteId });
    },
  });
}
