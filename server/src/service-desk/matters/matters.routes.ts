import {
  CloseMatter,
  HandOverMatter,
  type Matter,
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
import type { AuditAction } from '@sansheng/shared/contracts/audit';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { sightById } from '../../customers/index.ts';
import { type KeptMessage, keepMessage, tellMessage } from '../../lead-room/index.ts';
import { changeMatter, keepNote, findMatter, listMatters, listNotes, listOwners, openMatter } from './matters.store.ts';

const OneMatter = z.object({ matterId: z.string().min(1).max(40) });

/** As much as a message holds. */
const MESSAGE_LENGTH = 1000;

export function addMatterRoutes(context: AppContext): void {
  const { db, routes, audit } = context;
  const mayChange = (matter: Matter, session: Session) =>
    may(session, access.matterWriting) &&
    (matter.ownerId === session.employeeNo || matter.ownerId === null || may(session, access.matterOversight));

  /** How much of the customer this person sees; the owner of a matter sees what it is about. */
  async function sightFor(session: Session, customerId: string, ownerId: string | null): Promise<Sight> {
    return ownerId === session.employeeNo ? 'whole' : (await sightById(db, session, customerId)).sight;
  }
  /** Throws notFound also when the customer is hidden, so that the matter's existence is not revealed. */
  async function mustSee(session: Session, matterId: string): Promise<Matter & { sight: Sight }> {
    const matter = await findMatter(db, matterId);
    const sight = matter === null ? 'hidden' : await sightFor(session, matter.customerId, matter.ownerId);
    if (matter === null || sight === 'hidden') throw new UserError('notFound');
    return { ...matter, sight };
  }
  async function detailFor(session: Session, matterId: string): Promise<MatterDetail> {
    const { sight, ...matter } = await mustSee(session, matterId);
    const notes = await listNotes(db, matterId);
    return {
      ...matter,
      mayChange: mayChange(matter, session),
      isMasked: sight !== 'whole',
      notes: sight === 'whole' ? notes : notes.map((note) => ({ ...note, text: '' })),
    };
  }
  async function mustBeOwner(ownerId: string): Promise<void> {
    if (!(await listOwners(db, access.matterWriting)).some(({ employeeNo }) => employeeNo === ownerId))
      throw new UserError('badRequest', { field: 'ownerId', detail: 'no account with this number may own a matter' });
  }

  /** The new owner of a matter gets a message, unless they did it themselves; sent after the commit. */
  async function writeOwner(
    into: EntityManager,
    session: Session,
    matterId: string,
    ownerId: string,
    text: string,
  ): Promise<KeptMessage | null> {
    const matter = ownerId === session.employeeNo ? null : await findMatter(into, matterId);
    if (matter === null) return null;
    const said = `${matter.customerName} · ${matter.title}${text === '' ? '' : `\n${text}`}`;
    return keepMessage(into, session, {
      toKind: 'seat',
      toId: ownerId,
      text: said.slice(0, MESSAGE_LENGTH),
      isUrgent: false,
      matterId,
      recipients: [ownerId],
    });
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
    handler: ({ params, session }) => detailFor(session, params.matterId),
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
      const message = await inTransaction(db, 'READ COMMITTED', async (into) => {
        await openMatter(into, { ...body, customerId, ownerId }, { matterId, employeeNo, nowMs: Date.now() });
        await audit({ employeeNo, action: 'matters.opened', target: matterId, address, detail }, into);
        return writeOwner(into, session, matterId, ownerId, body.text);
      });
      if (message !== null) await tellMessage(context, message);
      return detailFor(session, matterId);
    },
  });

  routes.add({
    method: 'post',
    path: '/api/v1/matters/:matterId/notes',
    access: access.matterWriting,
    summary: 'Adds a note on its progress',
    tag: 'matters',
    params: OneMatter,
    body: NoteMatter,
    handler: async ({ params: { matterId }, body: { text }, session, address }) => {
      const { employeeNo } = session;
      await mustSee(session, matterId);
      await inTransaction(db, async (into) => {
        await keepNote(into, matterId, { kind: 'noted', text, atMs: Date.now(), employeeNo });
        await audit({ employeeNo, action: 'matters.noted', target: matterId, address }, into);
      });
    },
  });

  /** An action of the owner, or of whoever supervises the owner; `act` returns false when somebody was faster. */
  function addAct<B extends z.ZodType>(
    method: 'put' | 'post',
    name: string,
    action: AuditAction,
    summary: string,
    body: B,
    act: (
      into: EntityManager,
      matter: Matter,
      given: z.output<B>,
      by: { atMs: number; employeeNo: string },
    ) => Promise<boolean>,
    write?: (
      into: EntityManager,
      session: Session,
      matterId: string,
      given: z.output<B>,
    ) => Promise<KeptMessage | null>,
  ): void {
    routes.add({
      method,
      path: `/api/v1/matters/:matterId${name}`,
      access: access.matterWriting,
      summary,
      tag: 'matters',
      params: OneMatter,
      body,
      handler: async ({ params: { matterId }, body: given, session, address }) => {
        const matter = await mustSee(session, matterId);
        if (!mayChange(matter, session)) throw new UserError('notAllowed');
        const { employeeNo } = session;
        const detail = { ...(given as object) };
        const message = await inTransaction(db, 'READ COMMITTED', async (into) => {
          if (!(await act(into, matter, given, { atMs: Date.now(), employeeNo }))) throw new UserError('conflict');
          await audit({ employeeNo, action, target: matterId, address, detail }, into);
          return (await write?.(into, session, matterId, given)) ?? null;
        });
        if (message !== null) await tellMessage(context, message);
      },
    });
  }
  addAct(
    'put',
    '',
    'matters.changed',
    'Changes what it is called, its kind and its time',
    MatterEdit,
    (into, matter, edit, by) =>
      changeMatter(into, matter.matterId, { status: 'open' }, edit, {
        kind: 'changed',
        text: whatChanged(matter, edit),
        ...by,
      }),
  );
  addAct(
    'post',
    '/hand-over',
    'matters.handedOver',
    'Gives it to somebody else, who answers for it from then on',
    HandOverMatter,
    async (into, matter, { ownerId, text }, by) => {
      await mustBeOwner(ownerId);
      if (ownerId === matter.ownerId) return false;
      const from = { status: 'open', ...(matter.ownerId !== null && { ownerId: matter.ownerId }) } as const;
      return changeMatter(into, matter.matterId, from, { ownerId }, { kind: 'handedOver', text, toId: ownerId, ...by });
    },
    (into, session, matterId, { ownerId, text }) => writeOwner(into, session, matterId, ownerId, text),
  );
  addAct(
    'post',
    '/close',
    'matters.closed',
    'Closes it with how it was settled',
    CloseMatter,
    (into, matter, { text }, by) =>
      changeMatter(
        into,
        matter.matterId,
        { status: 'open' },
        { status: 'closed', closedAtMs: by.atMs },
        { kind: 'closed', text, ...by },
      ),
  );
  addAct('post', '/reopen', 'matters.reopened', 'Opens it again', ReopenMatter, (into, matter, { text }, by) =>
    changeMatter(
      into,
      matter.matterId,
      { status: 'closed' },
      { status: 'open', closedAtMs: null },
      { kind: 'reopened', text, ...by },
    ),
  );
}

/** The previous title, if it changed: kind and time are shown on the matter itself. */
function whatChanged(matter: Matter, edit: z.output<typeof MatterEdit>): string {
  return edit.title === matter.title ? '' : matter.title;
}
