import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** Where a role is no right: who has it, or how far the sight of who holds it reaches. */
const meant = {
  'outside/admin/accounts.routes.ts': 'administrators keep their own role',
  'people/access/lead-scope.ts': 'leads of a team command its seats',
  'people/sign-in/first-administrator.routes.ts': 'whether the center has an administrator',
  'platform/http/session.ts': 'the right of a route or command is asked here',
  'records/call-records/call-records.routes.ts': 'leads see the leads on calls of their seats',
};

it('no route and no store compares roles: who may do what stands in the contract', () => {
  const source = resolve(import.meta.dirname, '../..');
  const comparing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => /\broles\??\.(includes|some|every)\(/.test(readFileSync(join(source, path), 'utf8')));
  expect(comparing.toSorted()).toEqual(Object.keys(meant));
});
