import {
  Voicemail,
  VoicemailDone,
  VoicemailPage,
  VoicemailQuery,
} from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { QueueMemberSchema } from '@sansheng/shared/tables/telephony/queues';
import { access, may } from '@sansheng/shared/domain/access';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { findRecording, playRecording } from '../../records/index.ts';
import { shownNumber } from '../../customers/index.ts';
import { createTasks, rightsToTake } from '../task-kit/index.ts';
import {
  changeVoicemail,
  findVoicemail,
  listVoicemails,
  type StoredVoicemail,
  type VoicemailScope,
} from './voicemail-tasks.store.ts';

const path = '/api/v1/voicemails';
const params = z.object({ voicemailId: z.string().min(1).max(64) });
const nothing = z.object({}).default({});
const oversees = (session: Session) => may(session, access.callbacksOfAll);

/** Messages that callers have left, as tasks: new, taken by somebody, done. */
export function addVoicemailRoutes(context: AppContext): void {
  const { routes, db, env } = context;
  async function scopeOf(from: EntityManager, session: Session): Promise<VoicemailScope> {
    if (oversees(session)) return null;
    const memberships = await from.getRepository(QueueMemberSchema).findBy({ employeeNo: session.employeeNo });
    return memberships.map(({ queueId }) => queueId);
  }
  async function findFor(from: EntityManager, voicemailId: string, session: Session): Promise<StoredVoicemail> {
    const voicemail = await findVoicemail(from, voicemailId);
    if (voicemail === null) throw new UserError('notFound');
    const scope = await scopeOf(from, session);
    if (scope !== null && !scope.includes(voicemail.queueId)) throw new UserError('notYourCall');
    return voicemail;
  }
  const tasks = createTasks(context, {
    path: `${path}/:voicemailId`,
    table: 'voicemails',
    idField: 'voicemailId',
    tag: 'voicemails',
    access: access.voicemails,
    find: findFor,
    rights: ({ state, takenBy }, session) =>
      rightsToTake({ isFree: state === 'new', heldBy: state === 'taken' ? takenBy : null }, session, oversees(session)),
    revised: ['state', 'takenBy', 'takenAtMs', 'doneAtMs', 'note'],
    shown: Voicemail,
    show: (voicemail, session, standing) => ({
      ...voicemail,
      ...standing,
      callerNumber: shownNumber(voicemail.callerNumber, env.CENTER_COUNTRY, session.roles),
    }),
    isShownAfterwards: true,
  });

  routes.add({
    method: 'get',
    path,
    access: access.voicemails,
    summary: 'Messages left by callers, newest first: of own queues, or of all, by role',
    tag: 'voicemails',
    query: VoicemailQuery,
    reply: VoicemailPage,
    handler: async ({ query, session }) => {
      const page = await listVoicemails(db, await scopeOf(db.manager, session), query);
      return { ...page, voicemails: await Promise.all(page.voicemails.map((one) => tasks.show(one, session))) };
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:voicemailId/audio`,
    access: access.voicemails,
    summary: 'The audio of a message; supports range requests; each playback is audited',
    tag: 'voicemails',
    params,
    handler: async (call) => {
      const { voicemailId } = await findFor(db.manager, call.params.voicemailId, call.session);
      const recording = await findRecording(db, voicemailId);
      if (recording === null) throw new UserError('notFound');
      await playRecording(context, recording, call);
    },
  });
  tasks.addAct({
    asks: 'claim',
    name: '/take',
    action: 'voicemail.taken',
    summary: 'Claim a message: this person is to call back',
    body: nothing,
    isDone: ({ state, takenBy }, { employeeNo }) => state === 'taken' && takenBy === employeeNo,
    write: (into, { voicemailId }, _given, { session, nowMs }) =>
      changeVoicemail(into, voicemailId, { state: 'taken', takenBy: session.employeeNo, takenAtMs: nowMs }),
  });
  tasks.addAct({
    asks: 'release',
    name: '/release',
    action: 'voicemail.released',
    summary: 'Give a message back, for anybody to take',
    body: nothing,
    write: (into, { voicemailId }) =>
      changeVoicemail(into, voicemailId, { state: 'new', takenBy: null, takenAtMs: null }),
  });
  tasks.addAct({
    asks: 'settle',
    name: '/done',
    action: 'voicemail.done',
    summary: 'Mark a message as done; only the person who claimed it may do so',
    body: VoicemailDone,
    isDone: ({ state, takenBy }, { employeeNo }) => state === 'done' && takenBy === employeeNo,
    write: (into, { voicemailId }, { note }, { nowMs }) =>
      changeVoicemail(into, voicemailId, { state: 'done', doneAtMs: nowMs, note }),
  });
}
