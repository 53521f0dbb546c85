import { expect, it } from 'vitest';
import { findsSecret, type Sight, sightOf } from './customer-access.ts';
import type { Role } from './roles.ts';

const file = (confidentiality: 'ordinary' | 'confidential' | 'secret') => ({ confidentiality, ownerId: '1001' });
const as = (role: Role, employeeNo = '1002') => ({ employeeNo, roles: [role] });

it.each([
  ['agent', 'whole', 'masked', 'hidden'],
  ['qa', 'whole', 'masked', 'hidden'],
  ['info_desk', 'whole', 'masked', 'hidden'],
  ['lead', 'whole', 'whole', 'hidden'],
  ['admin', 'whole', 'whole', 'hidden'],
  ['supervisor', 'whole', 'whole', 'whole'],
  ['complaint_handler', 'whole', 'whole', 'whole'],
] as [Role, Sight, Sight, Sight][])('%s sees ordinary %s, confidential %s, secret %s', (role, ...seen) => {
  expect(sightOf(file('ordinary'), as(role), false)).toBe(seen[0]);
  expect(sightOf(file('confidential'), as(role), false)).toBe(seen[1]);
  expect(sightOf(file('secret'), as(role), false)).toBe(seen[2]);
  expect(findsSecret(as(role))).toBe(seen[2] === 'whole');
});

it('shows every file whole to its owner and to the seat that has just served the customer', () => {
  expect(sightOf(file('secret'), as('agent', '1001'), false)).toBe('whole');
  expect(sightOf(file('secret'), as('agent'), true)).toBe('whole');
});
