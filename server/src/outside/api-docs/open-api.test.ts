import { webhookKinds } from '@sansheng/shared/contracts/outside/webhooks';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyRoute } from '../../platform/http/routes.ts';
import { describeApi } from './open-api.ts';

const route = (more: Partial<AnyRoute>): AnyRoute => ({
  method: 'post',
  path: '/api/v1/things',
  access: 'signedIn',
  summary: 'Adds one',
  tag: 'things',
  handler: async () => {},
  ...more,
});

it('names every event that webhooks are told of, with what is told', () => {
  const { webhooks } = describeApi([], '1') as { webhooks: Record<string, { post: { requestBody: object } }> };
  expect(Object.keys(webhooks)).toEqual([...webhookKinds]);
  const { requestBody } = webhooks['case.moved']?.post ?? {};
  expect(requestBody).toMatchObject({
    content: {
      'application/json': {
        schema: { properties: { kind: { const: 'case.moved' }, data: { properties: { caseNo: { type: 'string' } } } } },
      },
    },
  });
});

it('says of a body whether it is JSON or a file', () => {
  const bodies = (more: Partial<AnyRoute>) => {
    const { paths } = describeApi([route(more)], '1') as { paths: Record<string, Record<string, object>> };
    return paths['/api/v1/things']?.post;
  };
  expect(bodies({ takesFile: true })).toMatchObject({ requestBody: { content: { 'application/octet-stream': {} } } });
  expect(bodies({ body: z.object({ name: z.string() }) })).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { required: ['name'] } } } },
  });
  expect(bodies({})).not.toHaveProperty('requestBody');
});
