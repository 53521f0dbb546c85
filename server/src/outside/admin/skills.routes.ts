import { AgentSkills, Skill } from '@sansheng/shared/contracts/telephony/queues';
import { access } from '@sansheng/shared/domain/access';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AgentSkillSchema, SkillSchema } from '@sansheng/shared/tables/telephony/queues';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { parseInput, UserError } from '../../platform/http/routes.ts';
import {
  addSettingRoutes,
  type Author,
  changeWhole,
  findUsersOfSkill,
  hold,
  letTakeBack,
  mustBeUnused,
  withRevision,
} from '../../settings/index.ts';

const revised = { revision: z.string() };

export function addSkillRoutes(context: AppContext): void {
  const { routes, db } = context;
  addSettingRoutes(context, {
    path: 'skills',
    singular: 'skill',
    schema: SkillSchema,
    idField: 'skillId',
    edit: Skill,
    view: Skill,
    toRow: async (edit) => edit,
    removal: async ({ skillId }, from) => mustBeUnused(await findUsersOfSkill(from, skillId)),
  });

  const path = '/api/v1/admin/accounts/:employeeNo/skills';
  const params = z.object({ employeeNo: z.string().max(10) });
  const readSkills = async (employeeNo: string, from: EntityManager = db.manager) => {
    // Changing the skills of a seat locks its account.
    const lock = from.queryRunner?.isTransactionActive ? { mode: 'pessimistic_write' as const } : undefined;
    if ((await from.findOne(AccountSchema, { where: { employeeNo }, ...(lock && { lock }) })) === null)
      throw new UserError('notFound');
    const rows = await from.findBy(AgentSkillSchema, { employeeNo });
    return { skills: Object.fromEntries(rows.map((row) => [row.skillId, row.level])) };
  };
  routes.add({
    method: 'get',
    path,
    access: access.settingsOfLeads,
    summary: "A seat's skills and their levels",
    tag: 'admin',
    params,
    reply: AgentSkills.extend(revised),
    handler: async ({ params: { employeeNo } }) => withRevision(await readSkills(employeeNo)),
  });
  routes.add({
    method: 'put',
    path,
    access: access.settings,
    summary: "A seat's skills, in place of those before",
    tag: 'admin',
    params,
    body: AgentSkills,
    reply: AgentSkills.extend(revised),
    heedsRevision: true,
    handler: ({ params: { employeeNo }, body, session, address, meantFor }) =>
      writeSkills(employeeNo, body, { session, address, meantFor }),
  });
  const writeSkills = async (employeeNo: string, body: z.output<typeof AgentSkills>, author: Author) => {
    const rows = Object.entries(body.skills).map(([skillId, level]) => ({ employeeNo, skillId, level }));
    const change = { what: 'skills', action: 'account.skillsChanged' as const, target: employeeNo, author };
    return changeWhole(context, change, {
      read: (from) => readSkills(employeeNo, from),
      write: async (into) => {
        const known = await hold(into, SkillSchema, { skillId: In(Object.keys(body.skills)) });
        const stranger = Object.keys(body.skills).find((one) => !known.some(({ skillId }) => skillId === one));
        if (stranger !== undefined)
          throw new UserError('badRequest', { field: `skills.${stranger}`, detail: 'no such skill' });
        await into.delete(AgentSkillSchema, { employeeNo });
        if (rows.length > 0) await into.insert(AgentSkillSchema, rows);
      },
    });
  };
  letTakeBack(context, 'account.skillsChanged', {
    read: readSkills,
    write: async (employeeNo, to, author) => {
      await writeSkills(employeeNo, parseInput(AgentSkills, to, 'before'), author);
    },
  });
}
