import {
  CloseMatter,
  HandOverMatter,
  type Matter,
  type MatterAct,
  MatterDetail,
  MatterEdit,
  MatterOwners,
  MatterPage,
  MatterQuery,
  NoteMatter,
  OpenMatterBody,
  ReopenMatter,
} from '@sansheng/shared/contracts/service-desk/matters';
import { inTransaction } from '@sansheng/shared/db';
import { findsSecret, type Sight } from '@sansheng/shared/domain/customer-access';
import { access, may } from '@sansheng/shared/domain/access';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sightById } from '../../customers/index.ts';
import { keepMessage, tellMessage } from '../../lead-room/index.ts';
import { createTasks, type Right } from '../task-kit/index.ts';
import { changeMatter, keepNote, findMatter, listMatters, listNotes, listOwners, openMatter } from './matters.store.ts';

const OneMatter = z.object({ matterId: z.string().min(1).max(40) });

/** As much as a message holds. */
const MESSAGE_LENGTH = 1000;

type SeenMatter = Matter & { sight: Sight };

/** Everybody who works with matters may note; the rest is its owner's, or of those who oversee all. */
function rightsTo({ status, ownerId }: Matter, session: Session): Record<MatterAct, Right> {
  const isWriter = may(session, access.matterWriting);
  const isTheirs = ownerId === session.employeeNo || ownerId === null || may(session, access.matterOversight);
  const whileIt = (is: Matter['status']): Right =>
    !(isWriter && isTheirs) ? 'notAllowed' : status === is ? 'yes' : 'changedMeanwhile';
  return {
    note: isWriter ? 'yes' : 'notAllowed',
    edit: whileIt('open'),
    handOver: whileIt('open'),
    settle: whileIt('open'),
    reopen: whileIt('closed'),
  };
}

export function addMatterRoutes(context: AppContext): void {
  const { db, routes, audit } = context;
  /** How much of the customer this person sees; the owner of a matter sees what it is about. */
  async function sightFor(
    from: EntityManager,
    session: Session,
    { customerId, ownerId }: Pick<Matter, 'customerId' | 'ownerId'>,
  ): Promise<Sight> {
    return ownerId === session.employeeNo ? 'whole' : (await sightById(from, session, customerId)).sight;
  }
  /** Throws notFound also when the customer is hidden, so that the matter's existence is not revealed. */
  async function mustSee(from: EntityManager, matterId: string, session: Session): Promise<SeenMatter> {
    const matter = await findMatter(from, matterId);
    const sight = matter === null ? 'hidden' : await sightFor(from, session, matter);
    if (matter === null || sight === 'hidden') throw new UserError('notFound');
    return { ...matter, sight };
  }
  const tasks = createTasks<SeenMatter, MatterAct, typeof MatterDetail>(context, {
    path: '/api/v1/matters/:matterId',
    table: 'matters',
    idField: 'matterId',
    tag: 'matters',
    access: access.matterWriting,
    find: mustSee,
    rights: rightsTo,
    revised: ['kind', 'title', 'status', 'dueAtMs', 'closedAtMs', 'ownerId'],
    shown: MatterDetail,
    show: async ({ sight, ...matter }, _session, standing) => {
      const notes = await listNotes(db, matter.matterId);
      return {
        ...matter,
        ...standing,
        isMasked: sight !== 'whole',
        notes: sight === 'whole' ? notes : notes.map((note) => ({ ...note, text: '' })),
      };
    },
    // Whoever hands over what only its owner may see sees it no longer.
    isShownAfterwards: false,
  });
  async function mustBeOwner(ownerId: string): Promise<void> {
    if (!(await listOwners(db, access.matterWriting)).some(({ employeeNo }) => employeeNo === ownerId))
      throw new UserError('badRequest', { field: 'ownerId', detail: 'no account with this number may own a matter' });
  }

  /** Whoever answers for a matter from now on gets a message, unless it was their own doing; shown after the commit. */
  async function tellOwner(
    into: EntityManager,
    session: Session,
    matterId: string,
    ownerId: string,
    text: string,
  ): Promise<(() => Promise<void>) | undefined> {
    const matter = ownerId === session.employeeNo ? null : await findMatter(into, matterId);
    if (matter === null) return undefined;
    const said = `${matter.customerName} · ${matter.title}${text === '' ? '' : `\n${text}`}`;
    const message = await keepMessage(into, session, {
      toKind: 'seat',
      toId: ownerId,
      text: said.slice(0, MESSAGE_LENGTH),
      isUrgent: false,
      matterId,
      recipients: [ownerId],
    });
    return () => tellMessage(context, message);
  }

  routes.add({
    method: 'get',
    path: '/api/v1/matters',
    access: access.matters,
    summary:
      "Matters open with customers: one's own, all, overdue ones, or what was closed; what is due first comes first",
    tag: 'matters',
    query: MatterQuery,
    reply: MatterPage,
    handler: ({ query, session }) =>
      listMatters(db, {
        ...query,
        employeeNo: session.employeeNo,
        findsSecret: findsSecret(session),
        nowMs: Date.now(),
      }),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/matters/owners',
    access: access.matters,
    summary: 'People to whom a matter can be handed over',
    tag: 'matters',
    reply: MatterOwners,
    handler: async () => ({ owners: await listOwners(db, access.matterWriting) }),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/matters/:matterId',
    access: access.matters,
    summary: 'One matter with its whole history',
    tag: 'matters',
    params: OneMatter,
    reply: MatterDetail,
    handler: async ({ params, session }) => tasks.show(await mustSee(db.manager, params.matterId, session), session),
  });

  routes.add({
    method: 'post',
    path: '/api/v1/matters',
    access: access.matterWriting,
    summary: 'Opens a matter for a customer; whoever opens it owns it, unless somebody else is named',
    tag: 'matters',
    body: OpenMatterBody,
    reply: MatterDetail,
    handler: async ({ body, session, address, newId }) => {
      const { employeeNo } = session;
      const ownerId = body.ownerId ?? employeeNo;
      const { customerId, sight } = await sightById(db, session, body.customerId);
      if (sight === 'hidden') throw new UserError('badRequest', { field: 'customerId', detail: 'no such customer' });
      if (ownerId !== employeeNo) await mustBeOwner(ownerId);
      const matterId = newId();
      const { kind, callId } = body;
      const detail = { customerId, kind, callId, ownerId };
      const by = { session, nowMs: Date.now(), id: newId() };
      const tell = await inTransaction(db, 'READ COMMITTED', async (into) => {
        await openMatter(into, { ...body, customerId, ownerId }, matterId, by);
        await audit({ employeeNo, action: 'matters.opened', target: matterId, address, detail }, into);
        return tellOwner(into, session, matterId, ownerId, body.text);
      });
      await tell?.();
      return tasks.show(await mustSee(db.manager, matterId, session), session);
    },
  });

  tasks.addAct({
    asks: 'note',
    name: '/notes',
    action: 'matters.noted',
    summary: 'Adds a note on its progress',
    body: NoteMatter,
    write: (into, { matterId }, { text }, by) => keepNote(into, matterId, { kind: 'noted', text }, by),
  });
  tasks.addAct({
    asks: 'edit',
    method: 'put',
    name: '',
    action: 'matters.changed',
    summary: 'Changes what it is called, its kind and its time',
    body: MatterEdit,
    write: (into, matter, edit, by) =>
      changeMatter(into, matter.matterId, edit, { kind: 'changed', text: whatChanged(matter, edit) }, by),
  });
  tasks.addAct({
    asks: 'handOver',
    name: '/hand-over',
    action: 'matters.handedOver',
    summary: 'Gives it to somebody else, who answers for it from then on',
    body: HandOverMatter,
    write: async (into, { matterId, ownerId: formerId }, { ownerId, text }, by) => {
      await mustBeOwner(ownerId);
      if (ownerId === formerId) throw new UserError('badRequest', { field: 'ownerId', detail: 'owns it already' });
      await changeMatter(into, matterId, { ownerId }, { kind: 'handedOver', text, toId: ownerId }, by);
      return tellOwner(into, by.session, matterId, ownerId, text);
    },
  });
  tasks.addAct({
    asks: 'settle',
    name: '/close',
    action: 'matters.closed',
    summary: 'Closes it with how it was settled',
    body: CloseMatter,
    write: (into, { matterId }, { text }, by) =>
      changeMatter(into, matterId, { status: 'closed', closedAtMs: by.nowMs }, { kind: 'closed', text }, by),
  });
  tasks.addAct({
    asks: 'reopen',
    name: '/reopen',
    action: 'matters.reopened',
    summary: 'Opens it again',
    body: ReopenMatter,
    write: (into, { matterId }, { text }, by) =>
      changeMatter(into, matterId, { status: 'open', closedAtMs: null }, { kind: 'reopened', text }, by),
  });
}

/** The previous title, if it changed: kind and time are shown on the matter itself. */
function whatChanged(matter: Matter, edit: z.output<typeof MatterEdit>): string {
  return edit.title === matter.title ? '' : matter.title;
}
