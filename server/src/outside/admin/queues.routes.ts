import { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { queuesOfRules } from '@sansheng/shared/domain/queues-of-rules';
import { QueueOverflowSchema } from '@sansheng/shared/tables/telephony/overflow';
import { PromptSchema, PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import { type QueueRow, QueueSchema, SkillSchema } from '@sansheng/shared/tables/telephony/queues';
import { type EntityManager, In } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, findUsersOfQueue, hold, mustBeUnused } from '../../settings/index.ts';

export function addQueueRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'queues',
    singular: 'queue',
    schema: QueueSchema,
    idField: 'queueId',
    edit: QueueEdit,
    view: QueueEdit,
    toRow: async (edit) => {
      // Not a rule of the contract: a queue that was saved with it is still shown.
      if (edit.callerNumber === '+') throw new UserError('badRequest', { field: 'callerNumber', detail: 'no digits' });
      return edit;
    },
    removal: 'deactivate',
    within: async (into, row, former) => {
      if (row.isActive) await mustLeadSomewhere(into, row, former);
      else if (former?.isActive) mustBeUnused(await findUsersOfQueue(into, row.queueId));
    },
  });
}

/**
 * Throws UserError naming the field that leads nowhere. What has not changed since the queue was active is accepted: it must not prevent other changes.
 */
async function mustLeadSomewhere(into: EntityManager, row: QueueRow, former: QueueRow | null): Promise<void> {
  const was = former?.isActive ? former : null;
  const rules = await into.findOne(QueueOverflowSchema, {
    where: { queueId: row.queueId },
    lock: { mode: 'pessimistic_write' },
  });
  const ownRules = was === null && rules !== null ? queuesOfRules(rules) : [];
  const lenders = row.borrowFrom.map((queueId, i) => ({ field: `borrowFrom.${i}`, queueId }));
  const queueIds = [...lenders, ...ownRules].map(({ queueId }) => queueId);
  const active = await hold(into, QueueSchema, { queueId: In(queueIds), isActive: true });
  const isActive = (queueId: string) => active.some((queue) => queue.queueId === queueId);
  for (const { field, queueId } of lenders) {
    if (queueId === row.queueId) throw new UserError('badRequest', { field, detail: 'borrows from itself' });
    if (!isActive(queueId) && !was?.borrowFrom.includes(queueId))
      throw new UserError('badRequest', { field, detail: 'no such queue' });
  }
  const lost = ownRules.find(({ queueId }) => !isActive(queueId));
  if (lost !== undefined)
    throw new UserError('badRequest', { field: 'isActive', detail: `its ${lost.field} leads to no active queue` });
  const skills = await hold(into, SkillSchema, { skillId: In(row.needs.map(({ skill }) => skill)) });
  for (const [i, { skill }] of row.needs.entries()) {
    if (!skills.some(({ skillId }) => skillId === skill) && !was?.needs.some((need) => need.skill === skill))
      throw new UserError('badRequest', { field: `needs.${i}.skill`, detail: 'no such skill' });
  }
  await checkPrompts(into, row);
}

/** Throws UserError naming the field of the first prompt that does not exist, or has no recording. */
async function checkPrompts(
  into: EntityManager,
  { prompts, music }: Pick<QueueRow, 'prompts' | 'music'>,
): Promise<void> {
  const named = [
    ...Object.entries(prompts).map(([slot, promptId]) => [`prompts.${slot}`, promptId] as const),
    ...music.map((promptId) => ['music', promptId] as const),
  ];
  // Deleting the last recording of a prompt locks the prompt.
  await hold(into, PromptSchema, { promptId: In(named.map(([, promptId]) => promptId)) });
  for (const [field, promptId] of named) {
    if (promptId !== null && !(await into.getRepository(PromptVersionSchema).existsBy({ promptId })))
      throw new UserError('badRequest', { field, detail: 'no such prompt, or no recording of it' });
  }
}
