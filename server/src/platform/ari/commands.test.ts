import { expect, it } from 'vitest';
import { buildRequest } from './commands.ts';

it.each([
  {
    what: 'encodes every part of the path',
    shape: { method: 'GET', path: '/recordings/stored/{recordingName}/file' },
    params: { recordingName: 'a/b?c' },
    expected: { path: '/recordings/stored/a%2Fb%3Fc/file', body: null },
  },
  {
    what: 'joins lists and leaves out what is undefined',
    shape: { method: 'POST', path: '/bridges/{bridgeId}/addChannel' },
    params: { bridgeId: 'b', channel: ['c1', 'c2'], role: undefined, mute: false },
    expected: { path: '/bridges/b/addChannel?channel=c1%2Cc2&mute=false', body: null },
  },
  {
    what: 'wraps variables',
    shape: { method: 'POST', path: '/channels', body: 'variables' },
    params: { endpoint: 'PJSIP/1001', variables: { CC_CALL: { value: 'x', report_events: true } } },
    expected: {
      path: '/channels?endpoint=PJSIP%2F1001',
      body: '{"variables":{"CC_CALL":{"value":"x","report_events":true}}}',
    },
  },
  {
    what: 'turns fields into attribute and value',
    shape: { method: 'PUT', path: '/x/{id}', body: 'fields' },
    params: { id: '1', fields: { max_contacts: '1' } },
    expected: { path: '/x/1', body: '{"fields":[{"attribute":"max_contacts","value":"1"}]}' },
  },
] as const)('$what', ({ shape, params, expected }) => {
  expect(buildRequest(shape, params)).toEqual(expected);
});

it('refuses a command whose path is not complete', () => {
  expect(() => buildRequest({ method: 'GET', path: '/channels/{channelId}' }, {})).toThrow('a part of the path');
});
