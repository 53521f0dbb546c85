import { AmendWrapUp, FinishWrapUp, WriteNote } from '@sansheng/shared/contracts/telephony/wrap-up';
import { OnCall } from '@sansheng/shared/contracts/on-call';
import type { EventType } from '@sansheng/shared/contracts/events';
import { CallEventSchema, CallSchema } from '@sansheng/shared/tables/records/call-records';
import { seatRoles } from '@sansheng/shared/domain/roles';
import { In } from 'typeorm';
import { UserError } from '../../platform/http/user-error.ts';
import { amendWrapUp, finishWrapUp, readWritten, writeNote } from '../../telephony/index.ts';
import type { DeskParts } from './desk-parts.ts';

type NoteParts = Pick<DeskParts, 'state' | 'db' | 'commands' | 'agents' | 'calls' | 'words'>;

/** What a seat writes about its calls, while they last and after. */
export function addNoteCommands(parts: NoteParts): void {
  const { state, commands, agents, words } = parts;

  commands.add({
    name: 'note.load',
    access: seatRoles,
    body: OnCall,
    isAutomatic: true,
    handle: async ({ body: { callId }, session: { employeeNo } }) => {
      const written = await readWritten(state, callId);
      if (!written.has(employeeNo) && !(await isAtCall(parts, callId, employeeNo))) throw new UserError('notYourCall');
      const others = [...written].filter(
        ([agentId, { last, said }]) => agentId !== employeeNo && `${last.categoryId}${last.note}${said}` !== '',
      );
      const handed = await Promise.all(
        others.map(async ([agentId, { last, said, atMs }]) => ({
          agentId,
          name: (await agents.readAgent(agentId))?.name ?? '',
          categoryId: last.categoryId,
          note: last.note,
          said,
          atMs,
        })),
      );
      return {
        draft: written.get(employeeNo)?.draft ?? { rev: 0, categoryId: '', result: '', note: '' },
        handed: handed.sort((a, b) => a.atMs - b.atMs),
      };
    },
  });
  commands.add({
    name: 'note.write',
    access: seatRoles,
    body: WriteNote,
    isAutomatic: true,
    handle: async ({ body: { callId, ...draft }, session: { employeeNo } }) => {
      const mayWrite = (await isAtCall(parts, callId, employeeNo)) || (await hasWrapUpOf(parts, callId, employeeNo));
      if (!mayWrite) throw new UserError('notYourCall');
      const written = await writeNote(state, employeeNo, callId, draft);
      const isWritten = written.result === 'written';
      if (isWritten) commands.toAgent(employeeNo).emit('note.changed', { callId, draft: written.draft });
      return { isWritten, draft: written.draft };
    },
  });

  commands.add({
    name: 'wrapUp.finish',
    access: seatRoles,
    body: FinishWrapUp,
    handle: async ({ body, session }) => {
      if (!(await words.isCategory(body.categoryId))) throw new UserError('categoryRequired', { field: 'categoryId' });
      const wrapUp = { ...body, agentId: session.employeeNo };
      if ((await finishWrapUp(state, wrapUp)).result === 'finished') return;
      // The time limit was faster: the record is corrected instead, if it is this seat's own.
      if (!(await hasWrapUpOf(parts, body.callId, session.employeeNo))) throw new UserError('notYourCall');
      await amendWrapUp(state, wrapUp);
    },
  });
  commands.add({
    name: 'wrapUp.amend',
    access: seatRoles,
    body: AmendWrapUp,
    handle: async ({ body, session }) => {
      if (!(await words.isCategory(body.categoryId))) throw new UserError('categoryRequired', { field: 'categoryId' });
      if (!(await hasWrapUpOf(parts, body.callId, session.employeeNo))) throw new UserError('notYourCall');
      await amendWrapUp(state, { ...body, agentId: session.employeeNo });
    },
  });
}

/**
 * Whether this seat wrote, or is still to write, the wrap-up of the call: also after the call, and before its record
 * exists.
 */
async function hasWrapUpOf({ state, db }: NoteParts, callId: string, agentId: string): Promise<boolean> {
  if ((await readWritten(state, callId)).has(agentId)) return true;
  const record = await db.getRepository(CallSchema).findOneBy({ callId });
  if (record === null) return false;
  const type = In(['wrapUp.started', 'wrapUp.finished'] satisfies EventType[]);
  return record.agentId === agentId || db.getRepository(CallEventSchema).existsBy({ callId, agentId, type });
}

/** Anybody in the call or in its wrap-up; a listening lead must not leave a trace. */
async function isAtCall({ agents, calls }: NoteParts, callId: string, agentId: string): Promise<boolean> {
  const agent = await agents.readAgent(agentId);
  if (agent?.wrapCallId === callId) return true;
  if (agent?.callId !== callId) return false;
  const call = await calls.readCall(callId);
  return call?.legs.every(({ kind, who, role }) => kind !== 'lead' || who !== agentId || role === 'barge') === true;
}
