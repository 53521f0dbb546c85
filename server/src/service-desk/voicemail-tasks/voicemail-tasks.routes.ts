import {
  Voicemail,
  VoicemailDone,
  VoicemailPage,
  VoicemailQuery,
} from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { inTransaction } from '@sansheng/shared/db';
import { QueueMemberSchema } from '@sansheng/shared/tables/telephony/queues';
import type { Role } from '@sansheng/shared/domain/roles';
import { access } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { findRecording, playRecording } from '../../records/index.ts';
import { shownNumber } from '../../customers/index.ts';
import {
  finishVoicemail,
  findVoicemail,
  listVoicemails,
  takeVoicemail,
  type VoicemailScope,
} from './voicemail-tasks.store.ts';

/** Roles that see the messages of all queues; others see those of the queues they serve. */
const rolesOfCenter: readonly Role[] = access.callbacksOfAll;
const path = '/api/v1/voicemails';
const params = z.object({ voicemailId: z.string().min(1).max(64) });

/** Messages that callers have left, as tasks: new, taken by somebody, done. */
export function addVoicemailRoutes(context: AppContext): void {
  const { routes, db, env, audit } = context;
  const shown = (session: Session, voicemail: Voicemail): Voicemail => ({
    ...voicemail,
    callerNumber: shownNumber(voicemail.callerNumber, env.CENTER_COUNTRY, session.roles),
  });
  async function scopeOf({ roles, employeeNo }: Session): Promise<VoicemailScope> {
    if (roles.some((role) => rolesOfCenter.includes(role))) return null;
    const memberships = await db.getRepository(QueueMemberSchema).findBy({ employeeNo });
    return memberships.map(({ queueId }) => queueId);
  }
  async function findFor(session: Session, voicemailId: string): Promise<Voicemail> {
    const voicemail = await findVoicemail(db, voicemailId);
    if (voicemail === null) throw new UserError('notFound');
    const scope = await scopeOf(session);
    if (scope !== null && !scope.includes(voicemail.queueId)) throw new UserError('notYourCall');
    return voicemail;
  }

  routes.add({
    method: 'get',
    path,
    access: access.voicemails,
    summary: 'Messages left by callers, newest first: of own queues, or of all, by role',
    tag: 'voicemails',
    query: VoicemailQuery,
    reply: VoicemailPage,
    handler: async ({ query, session }) => {
      const page = await listVoicemails(db, await scopeOf(session), query);
      return { ...page, voicemails: page.voicemails.map((one) => shown(session, one)) };
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
      const { voicemailId } = await findFor(call.session, call.params.voicemailId);
      const recording = await findRecording(db, voicemailId);
      if (recording === null) throw new UserError('notFound');
      await playRecording(context, recording, call);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:voicemailId/take`,
    access: access.voicemails,
    summary: 'Claim a message: this person is to call back',
    tag: 'voicemails',
    params,
    reply: Voicemail,
    handler: async ({ params: { voicemailId }, session, address }) => {
      await findFor(session, voicemailId);
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        if (!(await takeVoicemail(into, voicemailId, employeeNo, Date.now()))) throw new UserError('conflict');
        await audit({ employeeNo, action: 'voicemail.taken', target: voicemailId, address }, into);
      });
      return shown(session, await findFor(session, voicemailId));
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:voicemailId/done`,
    access: access.voicemails,
    summary: 'Mark a message as done; only the person who claimed it may do so',
    tag: 'voicemails',
    params,
    body: VoicemailDone,
    reply: Voicemail,
    handler: async ({ params: { voicemailId }, body: { note }, session, address }) => {
      await findFor(session, voicemailId);
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        if (!(await finishVoicemail(into, voicemailId, employeeNo, note, Date.now()))) throw new UserError('conflict');
        await audit({ employeeNo, action: 'voicemail.done', target: voicemailId, address }, into);
      });
      return shown(session, await findFor(session, voicemailId));
    },
  });
}
