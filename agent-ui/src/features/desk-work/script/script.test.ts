import { expect, it } from 'vitest';
import { fillScript, scriptKindOf, scriptTextOf } from './script.ts';

const usual = { ordinary: 'o', returningCustomer: 'r', holiday: 'h' };

it.each([
  [null, false, 'ordinary'],
  [null, true, 'returningCustomer'],
  [{ name: '春节', nameEn: 'Spring Festival' }, true, 'holiday'],
] as const)('holiday %j, called before %s: %s', (holiday, before, kind) => {
  expect(scriptKindOf(holiday, before)).toBe(kind);
});

it("takes the product's words where the queue has none", () => {
  const script = { queueId: 'service', ordinary: 'own', returningCustomer: '', holiday: '' };
  expect(scriptTextOf(script, 'ordinary', usual)).toBe('own');
  expect(scriptTextOf(script, 'holiday', usual)).toBe('h');
  expect(scriptTextOf(undefined, 'ordinary', usual)).toBe('o');
});

it('puts names in and leaves other braces alone', () => {
  const names = { customer: '王芳', seat: '1001', queue: '综合服务' };
  expect(fillScript('{customer}您好，工号{seat}，{queue} {other}', names)).toBe('王芳您好，工号1001，综合服务 {other}');
});
