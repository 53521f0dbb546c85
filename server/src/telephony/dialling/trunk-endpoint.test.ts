import { expect, it } from 'vitest';
import { trunkEndpoint } from './trunk-endpoint.ts';

it.each(['13800138000', '+8613800138000', '*86', '#31#010'])('dials %s through the trunk', (number) => {
  expect(trunkEndpoint(number, 'trunk-demo')).toBe(`PJSIP/${number}@trunk-demo`);
});

it.each([
  '',
  'anonymous',
  '1@evil.example',
  'trunk/sip:1@evil.example',
  '1&PJSIP/2',
  '1,30',
  '1\r\n',
  '1 2',
  '1;x=y',
  '１２',
])('does not dial %j', (number) => expect(() => trunkEndpoint(number, 'trunk-demo')).toThrow(TypeError));
