import { Account, AccountEdit, AccountLocks, Team } from '@sansheng/shared/contracts/people/accounts';
import { AgentSkills, Hotline, QueueEdit, QueueMembers, Skill } from '@sansheng/shared/contracts/telephony/queues';
import { NotReadyReason } from '@sansheng/shared/contracts/telephony/agents';
import { WrapUpCategory } from '@sansheng/shared/contracts/telephony/wrap-up';
import { EmployeeNo } from '@sansheng/shared/contracts/people/sign-in';
import { DeskSettings } from '@sansheng/shared/contracts/desk-work/desk';
import { wrapUpResults } from '@sansheng/shared/contracts/telephony/wrap-up';
import { type AccountRow, AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import {
  AgentSkillSchema,
  HotlineSchema,
  QueueMemberSchema,
  type QueueRow,
  QueueSchema,
  SkillSchema,
} from '@sansheng/shared/tables/telephony/queues';
import { MenuSchema } from '@sansheng/shared/tables/telephony/menu';
import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import { PromptSchema, PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import { QueueOverflowSchema } from '@sansheng/shared/tables/telephony/overflow';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import { access, may } from '@sansheng/shared/domain/access';
import { systemNotReadyReasons } from '@sansheng/shared/domain/agent-state';
import { queuesOfRules } from '@sansheng/shared/domain/queues-of-rules';
import { calledNumber } from '@sansheng/shared/domain/phone-number';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { parseInput, UserError } from '../../platform/http/routes.ts';
import { endTokensOf, hashPassword, mustBeStrong, type SignIn } from '../../people/index.ts';
import {
  addSettingRoutes,
  findUsersOfCategory,
  findUsersOfHotline,
  findUsersOfQueue,
  findUsersOfSkill,
  findUsersOfTeam,
  mustBeUnused,
  addTakeBackRoutes,
  type Author,
  changeWhole,
  hold,
  letTakeBack,
  withRevision,
} from '../../settings/index.ts';

const revised = { revision: z.string() };

/** Settings of the center. Each change is audited with before and after, and published so that every server reads it. */
export function adminFeature(context: AppContext, signIn: Pick<SignIn, 'sessions' | 'limits'>): void {
  addAccountRoutes(context, signIn);
  addAccountLockRoutes(context, signIn.limits);
  addTeamAndQueueRoutes(context);
  addReasonAndCategoryRoutes(context);
  addSkillRoutes(context);
  addDeskSettingsRoute(context);
  addTakeBackRoutes(context);
}

function addAccountRoutes(context: AppContext, { sessions, limits }: Pick<SignIn, 'sessions' | 'limits'>): void {
  const mustSignInAgain = (row: AccountRow, former: AccountRow) =>
    !row.isActive || row.passwordHash !== former.passwordHash;
  const endWhatItOpened = async (row: AccountRow, former: AccountRow) => {
    if (row.passwordHash !== former.passwordHash) await limits.unlock(row.employeeNo);
    if (mustSignInAgain(row, former)) await sessions.endAllOf(row.employeeNo, 'expired');
  };
  addSettingRoutes(context, {
    path: 'accounts',
    singular: 'account',
    schema: AccountSchema,
    idField: 'employeeNo',
    edit: AccountEdit,
    view: Account,
    toRow: async ({ password, ...edit }, former, session) => {
      // A center whose last administrator locked themselves out cannot be repaired from within.
      if (edit.employeeNo === session.employeeNo && !(edit.isActive && edit.roles.includes('admin'))) {
        throw new UserError('conflict', {
          field: 'roles',
          detail: 'administrators cannot remove their own administrator role',
        });
      }
      if (password !== undefined) mustBeStrong(password, edit.employeeNo, 'password');
      const passwordHash = password === undefined ? former?.passwordHash : await hashPassword(password);
      if (passwordHash === undefined) throw new UserError('badRequest', { field: 'password' });
      const mustChangePassword =
        password === undefined ? (former?.mustChangePassword ?? false) : edit.employeeNo !== session.employeeNo;
      return { ...edit, passwordHash, mustChangePassword };
    },
    removal: 'deactivate',
    within: async (into, row, former) => {
      if (row.teamId !== null && (await hold(into, TeamSchema, { teamId: row.teamId })).length === 0)
        throw new UserError('badRequest', { field: 'teamId', detail: 'no such team' });
      if (former === null) return;
      if (row.passwordHash !== former.passwordHash) await endTokensOf(into, row.employeeNo);
    },
    // Before it is saved, and once more after: a server that dies in between leaves nobody signed in with outdated rights,
    // and without Redis the change is refused as a whole.
    beforehand: endWhatItOpened,
    changed: async (row, former) => {
      if (former === null) return;
      if (mustSignInAgain(row, former)) await endWhatItOpened(row, former);
      else await sessions.update(row);
    },
  });
}

function addAccountLockRoutes(context: AppContext, limits: SignIn['limits']): void {
  const { routes, db } = context;
  routes.add({
    method: 'get',
    path: '/api/v1/admin/account-locks',
    access: access.administration,
    summary: 'Accounts locked by wrong passwords, and until when',
    tag: 'admin',
    reply: AccountLocks,
    handler: async () => {
      const accounts = await db.getRepository(AccountSchema).find({ select: { employeeNo: true } });
      const found = await Promise.all(
        accounts.map(async ({ employeeNo }) => ({ employeeNo, untilMs: await limits.lockedUntilMs(employeeNo) })),
      );
      return { locks: found.flatMap(({ employeeNo, untilMs }) => (untilMs === null ? [] : [{ employeeNo, untilMs }])) };
    },
  });
  routes.add({
    method: 'delete',
    path: '/api/v1/admin/accounts/:employeeNo/lock',
    access: access.administration,
    summary: 'Unlock an account that was locked by wrong passwords',
    tag: 'admin',
    params: z.object({ employeeNo: EmployeeNo }),
    handler: async ({ params: { employeeNo }, session, address }) => {
      if (!(await db.getRepository(AccountSchema).existsBy({ employeeNo }))) throw new UserError('notFound');
      const note = { employeeNo: session.employeeNo, action: 'account.unlocked', target: employeeNo, address } as const;
      await auditedAct(context, note, () => limits.unlock(employeeNo));
    },
  });
}

function addTeamAndQueueRoutes(context: AppContext): void {
  const { routes, db, env } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const accounts = db.getRepository(AccountSchema);
  const hotlines = db.getRepository(HotlineSchema);

  addSettingRoutes(context, {
    path: 'teams',
    singular: 'team',
    schema: TeamSchema,
    idField: 'teamId',
    edit: Team,
    view: Team,
    toRow: async (edit) => edit,
    removal: async ({ teamId }, from) => mustBeUnused(await findUsersOfTeam(from, teamId)),
  });

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

  addSettingRoutes(context, {
    path: 'hotlines',
    singular: 'hotline',
    schema: HotlineSchema,
    idField: 'number',
    edit: Hotline,
    view: Hotline,
    toRow: async (edit) => {
      const menu = edit.queueId.startsWith('menu:') ? edit.queueId.slice('menu:'.length) : null;
      const called = calledNumber(edit.number, plan);
      const others = (await hotlines.find()).filter(({ number }) => number !== edit.number);
      const same = others.find(({ number }) => calledNumber(number, plan) === called);
      if (same !== undefined) throw new UserError('hotlineInOtherSpelling', { field: 'number', detail: same.number });
      return { ...edit, menu };
    },
    within: async (into, { menu, queueId }) => {
      const found =
        menu === null
          ? await hold(into, QueueSchema, { queueId, isActive: true })
          : await hold(into, MenuSchema, { menuId: menu, publishedVersion: Not(IsNull()) });
      if (found.length === 0) throw new UserError('badRequest', { field: 'queueId', detail: 'no such queue or menu' });
    },
    removal: async ({ number }, from) => mustBeUnused(await findUsersOfHotline(from, number)),
  });

  const path = '/api/v1/admin/queues/:queueId/members';
  const params = z.object({ queueId: z.string().max(40) });
  const readMembers = async (queueId: string, from: EntityManager = db.manager) => {
    // Changing the members of a queue locks its row.
    const lock = from.queryRunner?.isTransactionActive ? { mode: 'pessimistic_write' as const } : undefined;
    if ((await from.findOne(QueueSchema, { where: { queueId }, ...(lock && { lock }) })) === null)
      throw new UserError('notFound');
    const rows = await from.find(QueueMemberSchema, { where: { queueId }, order: { order: 'ASC' } });
    return {
      members: rows.map((row) => row.employeeNo),
      turns: Object.fromEntries(rows.filter((row) => row.turn > 0).map((row) => [row.employeeNo, row.turn])),
    };
  };
  routes.add({
    method: 'get',
    path,
    access: access.settingsOfLeads,
    summary: 'Members of a queue',
    tag: 'admin',
    params,
    reply: QueueMembers.extend(revised),
    handler: async ({ params: { queueId } }) => withRevision(await readMembers(queueId)),
  });
  routes.add({
    method: 'put',
    path,
    access: access.administration,
    summary: 'Replaces the members of a queue',
    tag: 'admin',
    params,
    body: QueueMembers,
    reply: QueueMembers.extend(revised),
    heedsRevision: true,
    handler: ({ params: { queueId }, body, session, address, meantFor }) =>
      writeMembers(queueId, body, { session, address, meantFor }),
  });
  const writeMembers = async (queueId: string, body: z.output<typeof QueueMembers>, author: Author) => {
    const members = [...new Set(body.members)];
    const known = await accounts.findBy({ employeeNo: In(members) });
    if (known.length !== members.length)
      throw new UserError('badRequest', { field: 'members', detail: 'no such account' });
    const rows = members.map((employeeNo, order) => ({
      queueId,
      employeeNo,
      order,
      turn: body.turns[employeeNo] ?? 0,
    }));
    const change = { what: 'queue-members', action: 'queue.membersChanged' as const, target: queueId, author };
    return changeWhole(context, change, {
      read: (from) => readMembers(queueId, from),
      write: async (into, before) => {
        // A member may have lost the role since; that must not prevent changes of other members.
        const seatless = known.find((one) => !may(one, access.seat) && !before.members.includes(one.employeeNo));
        if (seatless !== undefined)
          throw new UserError('badRequest', { field: 'members', detail: `${seatless.employeeNo} has no seat role` });
        await into.delete(QueueMemberSchema, { queueId });
        if (rows.length > 0) await into.insert(QueueMemberSchema, rows);
      },
    });
  };
  letTakeBack(context, 'queue.membersChanged', {
    read: readMembers,
    write: async (queueId, to, author) => {
      await writeMembers(queueId, parseInput(QueueMembers, to, 'before'), author);
    },
  });
}

function addSkillRoutes(context: AppContext): void {
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

function addReasonAndCategoryRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'not-ready-reasons',
    singular: 'notReadyReason',
    schema: NotReadyReasonSchema,
    idField: 'reasonId',
    edit: NotReadyReason,
    view: NotReadyReason,
    toRow: async (edit) => {
      if ((systemNotReadyReasons as readonly string[]).includes(edit.reasonId)) {
        throw new UserError('conflict', { field: 'reasonId', detail: 'this word is used by the system itself' });
      }
      return edit;
    },
    removal: 'deactivate',
  });

  addSettingRoutes(context, {
    path: 'wrap-up-categories',
    singular: 'wrapUpCategory',
    schema: WrapUpCategorySchema,
    idField: 'categoryId',
    edit: WrapUpCategory,
    view: WrapUpCategory,
    toRow: async (edit) => edit,
    within: async (into, row, former) => {
      const { categoryId, isActive } = row;
      const all = new Map((await hold(into, WrapUpCategorySchema)).map((one) => [one.categoryId, one]));
      if (!isActive && former?.isActive) mustBeUnused(await findUsersOfCategory(into, categoryId));
      const seen = new Set([categoryId]);
      for (let { parentId } = row; parentId !== null; ) {
        const parent = seen.has(parentId) ? undefined : all.get(parentId);
        if (parent === undefined)
          throw new UserError('badRequest', { field: 'parentId', detail: 'no such parent, or a cycle' });
        if (isActive && !parent.isActive && !(former?.isActive && former.parentId === row.parentId))
          throw new UserError('badRequest', { field: 'parentId', detail: 'the parent is inactive' });
        seen.add(parentId);
        parentId = parent.parentId;
      }
    },
    removal: 'deactivate',
  });
}

function addDeskSettingsRoute({ routes, db }: AppContext): void {
  routes.add({
    method: 'get',
    path: '/api/v1/desk/settings',
    access: 'signedIn',
    summary: 'Reasons, categories, queues, skills and teams as the consoles name them',
    tag: 'desk',
    reply: DeskSettings,
    handler: async () => {
      const isActive = { isActive: true };
      const [notReadyReasons, wrapUpCategories, queues, skills, teams] = await Promise.all([
        db.getRepository(NotReadyReasonSchema).find({ where: isActive, order: { reasonId: 'ASC' } }),
        db.getRepository(WrapUpCategorySchema).find({ where: isActive, order: { categoryId: 'ASC' } }),
        db.getRepository(QueueSchema).find({ where: isActive, order: { queueId: 'ASC' } }),
        db.getRepository(SkillSchema).find({ order: { skillId: 'ASC' } }),
        db.getRepository(TeamSchema).find({ order: { teamId: 'ASC' } }),
      ]);
      return { notReadyReasons, wrapUpCategories, queues, skills, teams, wrapUpResults: [...wrapUpResults] };
    },
  });
}
