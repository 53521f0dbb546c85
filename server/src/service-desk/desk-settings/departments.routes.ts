import { DepartmentEdit, MOST_DEPARTMENTS } from '@sansheng/shared/contracts/service-desk/departments';
import { access, may } from '@sansheng/shared/domain/access';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { parseInput, UserError } from '../../platform/http/routes.ts';
import { type Author, changeWhole, keepChange, letTakeBack, mustBeUnused, withRevision } from '../../settings/index.ts';
import { countOpenCases, listDepartments, readDepartment, writeDepartment } from './departments.store.ts';

const Department = DepartmentEdit.extend({ revision: z.string() });
const path = '/api/v1/admin/departments';

/** A department is one setting with who works there: saved, told apart by revision, and taken back as a whole. */
export function addDepartmentRoutes(context: AppContext): void {
  const { db, routes } = context;
  const params = z.object({ id: z.string().max(40) });

  const mustRead = async (from: EntityManager, departmentId: string): Promise<DepartmentEdit> => {
    const found = await readDepartment(from, departmentId);
    if (found === null) throw new UserError('notFound');
    return found;
  };
  async function add(given: DepartmentEdit, author: Author) {
    const edit = inOrder(given);
    const added = { what: 'departments', action: 'department.added', target: edit.departmentId, author } as const;
    return keepChange(context, added, async (into) => {
      await mustMakeSense(into, edit, null);
      if ((await into.count(DepartmentSchema)) >= MOST_DEPARTMENTS)
        throw new UserError('badRequest', { field: 'departmentId', detail: `at most ${MOST_DEPARTMENTS} departments` });
      if (await into.existsBy(DepartmentSchema, { departmentId: edit.departmentId }))
        throw new UserError('conflict', { field: 'departmentId' });
      await writeDepartment(into, edit, true);
      return { detail: { before: null, after: edit }, result: withRevision(edit) };
    });
  }
  function change(
    departmentId: string,
    action: 'department.changed' | 'department.deactivated',
    editOf: (before: DepartmentEdit) => DepartmentEdit,
    author: Author,
  ) {
    return changeWhole(
      context,
      { what: 'departments', action, target: departmentId, author },
      {
        read: (from) => mustRead(from, departmentId),
        write: async (into, before) => {
          const edit = inOrder(editOf(before));
          await mustMakeSense(into, edit, before);
          if (before.isActive && !edit.isActive) {
            const count = await countOpenCases(into, departmentId);
            mustBeUnused(count === 0 ? [] : [{ kind: 'openCases', name: String(count) }]);
          }
          await writeDepartment(into, edit, false);
        },
      },
    );
  }
  const switchOff = (departmentId: string, author: Author) =>
    change(departmentId, 'department.deactivated', (before) => ({ ...before, isActive: false }), author);
  letTakeBack(context, 'department', {
    read: (departmentId) => readDepartment(db.manager, departmentId),
    write: async (departmentId, to, author) => {
      if (to === null) return void (await switchOff(departmentId, author));
      const edit = parseInput(DepartmentEdit, to, 'before');
      if ((await readDepartment(db.manager, departmentId)) === null) await add(edit, author);
      else await change(departmentId, 'department.changed', () => edit, author);
    },
  });

  routes.add({
    method: 'get',
    path,
    access: access.deskSettings,
    summary: 'All departments with who heads them, who stands in and who works there',
    tag: 'admin',
    reply: z.array(Department),
    handler: async () => (await listDepartments(db)).map(withRevision),
  });
  routes.add({
    method: 'post',
    path,
    access: access.deskSettings,
    summary: 'Add a department',
    tag: 'admin',
    body: DepartmentEdit,
    reply: Department,
    handler: async ({ body, session, address, response }) => {
      const added = await add(body, { session, address });
      response.status(201);
      return added;
    },
  });
  routes.add({
    method: 'put',
    path: `${path}/:id`,
    access: access.deskSettings,
    summary: 'Change a department; one that open cases are with cannot be switched off',
    tag: 'admin',
    params,
    body: DepartmentEdit,
    reply: Department,
    heedsRevision: true,
    handler: ({ params: { id }, body, session, address, meantFor }) => {
      if (body.departmentId !== id)
        throw new UserError('badRequest', { field: 'departmentId', detail: 'differs from the path' });
      return change(id, 'department.changed', () => body, { session, address, meantFor });
    },
  });
  routes.add({
    method: 'delete',
    path: `${path}/:id`,
    access: access.deskSettings,
    summary: 'Set a department inactive',
    tag: 'admin',
    params,
    heedsRevision: true,
    handler: async ({ params: { id }, session, address, meantFor }) => {
      await switchOff(id, { session, address, meantFor });
    },
  });
}

const inOrder = (edit: DepartmentEdit): DepartmentEdit => ({ ...edit, members: [...new Set(edit.members)].toSorted() });

/** Throws UserError naming the field. Who was there before may stay, whatever has become of their account since. */
async function mustMakeSense(into: EntityManager, edit: DepartmentEdit, before: DepartmentEdit | null): Promise<void> {
  const { headId, deputyId, deputyFromMs, deputyToMs, members } = edit;
  const refuse = (field: string, detail: string) => new UserError('badRequest', { field, detail });
  if (deputyId !== null && deputyId === headId) throw refuse('deputyId', 'is the head already');
  if (deputyId !== null && deputyFromMs === null) throw refuse('deputyFromMs', 'from when the deputy stands in');
  if (deputyId !== null && deputyToMs === null) throw refuse('deputyToMs', 'until when the deputy stands in');
  if (deputyFromMs !== null && deputyToMs !== null && deputyToMs <= deputyFromMs)
    throw refuse('deputyToMs', 'is not after the beginning');
  const was = new Set([before?.headId, before?.deputyId, ...(before?.members ?? [])]);
  const named: [field: string, employeeNo: string | null][] = [
    ['headId', headId],
    ['deputyId', deputyId],
    ...members.map((employeeNo, at): [string, string] => [`members.${at}`, employeeNo]),
  ];
  const fresh = named.filter((one): one is [string, string] => one[1] !== null && !was.has(one[1]));
  const accounts = await into.findBy(AccountSchema, { employeeNo: In(fresh.map(([, employeeNo]) => employeeNo)) });
  for (const [field, employeeNo] of fresh) {
    const account = accounts.find((one) => one.employeeNo === employeeNo);
    if (account?.isActive !== true) throw refuse(field, 'no such account');
    if (!may(account, access.caseWork)) throw refuse(field, `${employeeNo} has no role that works on cases`);
  }
}
