import type { AuditAction } from '@sansheng/shared/contracts/audit';
import type { TaskAct } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { inTransaction } from '@sansheng/shared/db';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { revisionOf } from '../../platform/http/revision.ts';
import { type Access, type Session, UserError } from '../../platform/http/routes.ts';
import { changedMeanwhile } from '../../settings/index.ts';

/** `changedMeanwhile`: it is no longer as it must be for that; whoever asks is told who was faster and what it is now. */
export type Right = 'yes' | 'notAllowed' | 'changedMeanwhile';

/**
 * To what one person takes, for whoever sees it: free, it is anybody's to take; taken, it is theirs to settle, and theirs or
 * an overseer's to give back.
 */
export function rightsToTake(
  { isFree, heldBy }: { isFree: boolean; heldBy: string | null },
  { employeeNo }: Session,
  oversees: boolean,
): Record<TaskAct, Right> {
  const isMine = heldBy === employeeNo;
  return {
    claim: isFree ? 'yes' : 'changedMeanwhile',
    release: heldBy === null ? 'changedMeanwhile' : isMine || oversees ? 'yes' : 'notAllowed',
    settle: isMine ? 'yes' : 'changedMeanwhile',
  };
}

/** One kind of thing that one person at a time answers for: taken, handed over or given back, settled. */
export interface TaskKind<Task extends object, Act extends string, Shown extends z.ZodType> {
  /** Of one of them, e.g. `/api/v1/callbacks/:callId`. */
  path: string;
  table: string;
  idField: string & keyof Task;
  tag: string;
  access: Access;
  /** Throws `notFound` also for one that this person does not see. */
  find(from: EntityManager, id: string, session: Session): Promise<Task>;
  /** What may be done with it by whom: the only place that knows. Replies carry it as `may`. */
  rights(task: Task, session: Session): Record<Act, Right>;
  /** The fields that acts change: two people who have the same of these before them do not contradict each other. */
  revised: readonly (keyof Task)[];
  shown: Shown;
  /** What this person is shown of it. */
  show(task: Task, session: Session, standing: Standing<Act>): z.input<Shown> | Promise<z.input<Shown>>;
  /** Acts answer with what it is afterwards, which is then still seen by who has acted. */
  isShownAfterwards: boolean;
}
export interface Standing<Act extends string> {
  may: Record<Act, boolean>;
  revision: string;
}

interface ActOf<Task, Act extends string, B extends z.ZodType> {
  asks: Act;
  method?: 'put';
  /** Last part of the path, e.g. `/claim`. */
  name: string;
  /** As it is audited, e.g. `callback.claimed`. */
  action: AuditAction;
  summary: string;
  body: B;
  /** It is so already, by the same person: nothing is done and nothing noted. */
  isDone?: (task: Task, session: Session) => boolean;
  /** The row is locked, and the act allowed. Returns what is to be done once it is committed. */
  write(
    into: EntityManager,
    task: Task,
    given: z.output<B>,
    by: {
      session: Session;
      address: string;
      nowMs: number /** For what it adds; the same when it is tried again. */;
      id: string;
    },
  ): Promise<(() => Promise<void>) | void>;
}

export function createTasks<Task extends object, Act extends string, Shown extends z.ZodType>(
  { db, routes, audit }: AppContext,
  kind: TaskKind<Task, Act, Shown>,
) {
  const actions: AuditAction[] = [];
  const idName = kind.idField;
  const params = z.object({ [idName]: z.string().min(1).max(64) });

  function standing(task: Task, session: Session): Standing<Act> {
    const rights = Object.entries(kind.rights(task, session)) as [Act, Right][];
    return {
      may: Object.fromEntries(rights.map(([act, right]) => [act, right === 'yes'])) as Record<Act, boolean>,
      revision: revisionOf(kind.revised.map((name) => task[name])),
    };
  }
  const show = async (task: Task, session: Session): Promise<z.input<Shown>> =>
    await kind.show(task, session, standing(task, session));

  return {
    standing,
    show,
    /** Of two who do something with one thing at the same moment the second sees what the first has made of it. */
    addAct<B extends z.ZodType>(act: ActOf<Task, Act, B>): void {
      actions.push(act.action);
      routes.add({
        method: act.method ?? 'post',
        path: `${kind.path}${act.name}`,
        access: kind.access,
        summary: act.summary,
        tag: kind.tag,
        params,
        body: act.body,
        heedsRevision: true,
        ...(kind.isShownAfterwards && { reply: kind.shown }),
        handler: async ({ params: given, body, session, address, meantFor, newId }) => {
          const id = String(given[idName]);
          const addedId = newId();
          const tell = await inTransaction(db, 'READ COMMITTED', async (into) => {
            await into.query(`SELECT 1 FROM ${kind.table} WHERE ${idName} = ? FOR UPDATE`, [id]);
            const task = await kind.find(into, id, session);
            if (act.isDone?.(task, session)) return;
            const isAsRead = meantFor === undefined || meantFor === standing(task, session).revision;
            const right = isAsRead ? kind.rights(task, session)[act.asks] : 'changedMeanwhile';
            if (right === 'notAllowed') throw new UserError('notAllowed');
            if (right === 'changedMeanwhile') {
              const shown = kind.shown.parse(await show(task, session)) as object;
              throw await changedMeanwhile(into, { shown, target: id, actions });
            }
            const detail = { ...(body as object) };
            await audit({ employeeNo: session.employeeNo, action: act.action, target: id, address, detail }, into);
            return act.write(into, task, body, { session, address, nowMs: Date.now(), id: addedId });
          });
          await tell?.();
          return kind.isShownAfterwards ? show(await kind.find(db.manager, id, session), session) : undefined;
        },
      });
    },
  };
}
